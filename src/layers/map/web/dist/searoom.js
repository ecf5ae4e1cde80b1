"use strict";(()=>{function el(tag,attributes={},children=[]){let node=document.createElement(tag);for(let[key,value]of Object.entries(attributes))value==null||value===!1||(key.startsWith(
"on")?node.addEventListener(key.slice(2),value):key==="style"?Object.assign(node.style,value):node.setAttribute(key,value===!0?"":value));return append(node,children)}
var SVG="http://www.w3.org/2000/svg";function svg(tag,attributes,children=[]){let node=document.createElementNS(SVG,tag);for(let[key,value]of Object.entries(attributes))
node.setAttribute(key,String(value));return node.append(...children),node}function append(node,children){for(let child of Array.isArray(children)?children:[children])
child!=null&&node.append(child instanceof Node?child:String(child));return node}function fill(node,children){return node.replaceChildren(),append(node,children)}
function fillChanged(node,children){let old=[...node.children];for(let surplus of old.slice(children.length))surplus.remove();for(let[i,child]of children.entries())
i>=old.length?node.append(child):old[i].isEqualNode(child)||old[i].replaceWith(child)}function keepFocus(root,draw){let active=document.activeElement,key=active&&
root.contains(active)?active.getAttribute("data-key"):null;draw();let again=key&&root.querySelector(`[data-key="${key}"]`);again instanceof HTMLElement&&again.focus()}
var prefersStill=()=>window.matchMedia("(prefers-reduced-motion: reduce)").matches;function makeScale(state){let scale=L.control.scale({position:"bottomright",imperial:!1,maxWidth:140});return scale._updateMetric=metres=>{let round=scale._getRoundNum(
metres);scale._updateScale(scale._mScale,state.words.km(round/1e3),round/metres)},scale}var Controls=class{#scale;constructor(map,state,goHome){this.state=state,
this.container=map.getContainer(),L.control.zoom({position:"topright"}).addTo(map),this.home=el("button",{type:"button",class:"sr-home",onclick:goHome},"⌂"),L.
DomEvent.disableClickPropagation(this.home);let home=new L.Control({position:"topright"});home.onAdd=()=>el("div",{class:"leaflet-bar"},this.home),home.addTo(map),
this.#scale=makeScale(state),this.#scale.addTo(map)}write(){let{words}=this.state;for(let[selector,key]of[[".sr-home","map.home"],[".leaflet-control-zoom-in","m\
ap.zoom_in"],[".leaflet-control-zoom-out","map.zoom_out"]]){let node=this.container.querySelector(selector);node.setAttribute("aria-label",words.t(key)),node.title=
words.t(key)}this.#scale._update()}};function segmentOn(segments,day){let found=null;for(let segment of segments){if(segment[0]>day)break;found=segment}return found}var dayIndex=day=>Math.round(Date.
parse(`${day}T00:00:00Z`)/864e5),dayAt=index=>new Date(index*864e5).toISOString().slice(0,10);function withinDates(data,day){let[first,last]=data.dates;return day<
first?first:day>last?last:day}function isShownDay(data,text){return/^\d{4}-\d\d-\d\d$/.test(text)&&withinDates(data,text)===text&&dayAt(dayIndex(text))===text}function addMonths(day,months){
let all=Number(day.slice(0,4))*12+Number(day.slice(5,7))-1+months,year=Math.floor(all/12),month=all%12,longest=new Date(Date.UTC(year,month+1,0)).getUTCDate(),two2=n=>String(
n).padStart(2,"0");return`${year}-${two2(month+1)}-${two2(Math.min(longest,Number(day.slice(8))))}`}var UNKNOWN="unknown";var indexes=new WeakMap,isLoad=shown=>shown.view.lens.split(":")[0]==="load",commodityOf=shown=>isLoad(shown)&&shown.view.lens.split(":")[1]||"",isAfter=shown=>isLoad(
shown)&&shown.highlights.load!==null;function baseYear({data,view}){let day=Number(view.date.slice(0,4));return data.load.years.filter(year=>year<=day).at(-1)??
data.load.years[0]}function turned(lists){let found=new Map;for(let[name,parts2]of lists)for(let part of new Set(parts2))found.set(part,[...found.get(part)??[],
name]);return found}function indexOf(load){let known2=indexes.get(load);if(known2)return known2;let[flows,capacities]=[Object.entries(load.flows),Object.entries(
load.capacities)],index={through:turned(flows.map(([id,flow])=>[id,flow.through])),drawn:turned(flows.map(([id,flow])=>[id,flow.drawnOn])),limits:turned(capacities.
map(([id,capacity])=>[id,capacity.elements]))};return indexes.set(load,index),index}function loadOf(shown,id){let{load}=shown.data,commodity=commodityOf(shown),
index=indexOf(load),mt=load.mt[baseYear(shown)]??{},moves=flow=>mt[flow]?.[0]>0&&(!commodity||load.flows[flow].commodity===commodity),own=(index.through.get(id)??
[]).filter(moves),drawn=(index.drawn.get(id)??[]).filter(flow=>moves(flow)&&!own.includes(flow)),flows=[...own,...drawn].map(flow=>[flow,mt[flow][0]]).sort((a,b)=>b[1]-
a[1]||(a[0]<b[0]?-1:1));if(!flows.length)return null;let total=list=>list.reduce((sum,one)=>sum+one,0);return{mt:total(flows.map(([,one])=>one)),drawnMt:total(drawn.
map(flow=>mt[flow][0])),flows,...mostUsed(shown,id,commodity)}}function mostUsed(shown,id,commodity){let{load}=shown.data,uses=load.uses[baseYear(shown)],found={
share:null,capacity:null,use:UNKNOWN};for(let capacity of indexOf(load).limits.get(id)??[]){let{commodities}=load.capacities[capacity],[share,use]=uses[capacity];
(!commodity||!commodities.length||commodities.includes(commodity))&&(found.share===null||share>found.share)&&(found={share,capacity,use})}return found}function carriedBy(shown,id){
if(!isLoad(shown))return null;let{load}=shown.highlights;if(load){let after=load[id];return after?{mt:after[0],use:after[1],isDrawn:after[2]}:null}let found=loadOf(
shown,id);return found&&{mt:rounded(found.mt),use:found.use,isDrawn:found.mt-found.drawnMt<1e-6}}var rounded=mt=>Math.round(mt*1e3)/1e3;function exportsMt(shown){
let{load}=shown.data,commodity=commodityOf(shown);return Object.entries(load.mt[baseYear(shown)]).filter(([id])=>load.flows[id].exports&&(!commodity||load.flows[id].
commodity===commodity)).reduce((sum,[,[mt]])=>sum+mt,0)}var loadWidth=(style,mt)=>style.loadWidthSteps.findLast(([least])=>mt>0&&mt>=least)?.[1]??style.lanePx;function cargoWords(shown,words){
let id=commodityOf(shown),record=shown.data.load.commodities.find(each=>each.id===id);if(!record)return words.t("load.all");let name=words.local(record.name),second=name.
slice(1,2);return second!==second.toUpperCase()?name.slice(0,1).toLowerCase()+name.slice(1):name}var mtText=(words,mt)=>mt>0&&mt<.05?words.t("load.under",{n:words.
decimal(.1)}):words.t("load.mt",{n:words.decimal(mt)}),amount=(words,mt)=>mt>0&&mt<.05?`< ${words.decimal(.1)}`:words.decimal(mt);function useText(shown,words,{
share,capacity}){if(share===null||capacity===null)return words.t("load.unknown");let name=words.local(shown.data.load.capacities[capacity].name);return words.t(
"load.share",{n:words.number(100*share),capacity:name})}function contentText(shown,words,{flows},most){let{load}=shown.data,byCargo=new Map;for(let[id,mt]of flows){
let{commodity}=load.flows[id];byCargo.set(commodity,(byCargo.get(commodity)??0)+mt)}let name=id=>load.commodities.find(each=>each.id===id)?.name,listed=byCargo.
size>1?[...byCargo].sort((a,b)=>b[1]-a[1]).map(([id,mt])=>({name:name(id),mt})):flows.map(([id,mt])=>({name:load.flows[id].name,mt})),said=listed.slice(0,most).
map(each=>`${words.local(each.name)} ${amount(words,each.mt)}`),more=listed.length>most?words.t("load.more",{n:listed.length-most}):"";return said.join(" · ")+
more}function countedText(shown,words,{flows}){let mt=shown.data.load.mt[baseYear(shown)];return[...new Set(flows.map(([id])=>mt[id][1]))].map(how=>words.t(`loa\
d.by.${how}`)).join(", ")}function loadLines(shown,words,id,most){if(!isLoad(shown))return[];let found=loadOf(shown,id),before=mtText(words,found?.mt??0),lines=[];
if(isAfter(shown)){let after=carriedBy(shown,id);if(!after&&!found)return[words.t("load.none")];let use=after?` · ${words.t(`load.${after.use}`)}`:"";lines.push(
words.t("load.moved",{mt:mtText(words,after?.mt??0),before})+use)}else found&&lines.push(`${words.t("load.now",{mt:before,year:baseYear(shown)})} · ${useText(shown,
words,found)}`);return found?(lines.push(words.t("load.in_it",{list:contentText(shown,words,found,most)})),lines.push(words.t("load.counted",{list:countedText(shown,
words,found)})),found.drawnMt>0&&lines.push(words.t("load.drawn_mt",{mt:mtText(words,found.drawnMt)})),lines):lines.length?lines:[words.t("load.none")]}function widthSteps({
loadWidthSteps},words){let said=loadWidthSteps.map(([least])=>words.number(least));return loadWidthSteps.map(([,width],i)=>i===0?[words.t("load.step_first",{n:said[1]}),
width]:[i+1===said.length?words.t("load.step_last",{n:said[i]}):`${said[i]}–${said[i+1]}`,width])}var selectedRecord=shown=>shown.view.selection&&shown.byId[shown.view.selection]||null;function selectedCorridor(shown){let[kind,id]=splitSelection(shown.view.selection);
return kind==="corridor"&&shown.corridorById[id]||null}function splitSelection(selection){let at=selection.indexOf(":");return at<0?[selection,""]:[selection.slice(
0,at),selection.slice(at+1)]}function liftsLegs(shown){let[kind,id]=splitSelection(shown.view.selection);return kind==="corridor"?Object.hasOwn(shown.corridorById,
id):kind==="leg"&&Object.hasOwn(shown.legById,id)}function isSelectedLeg(shown,leg){let corridor=selectedCorridor(shown);return corridor?corridor.legs.includes(
leg.id)||corridor.context.includes(leg.id):shown.view.selection===`leg:${leg.id}`}var isSelectedPlace=(shown,place)=>shown.view.selection===`${place.kind}:${place.
id}`,isOnPath=(shown,leg)=>!shown.view.selection&&shown.highlights.path.includes(leg.id),isNext=(shown,leg)=>!shown.view.selection&&!shown.highlights.path.length&&
shown.highlights.next.includes(leg.id);function selectionOfClick(shown,leg){let first=leg.corridors.length===1?`corridor:${leg.corridors[0]}`:`leg:${leg.id}`;return shown.
view.selection===first?`leg:${leg.id}`:first}var isRowOn=(shown,row)=>!shown.view.off.has(row),isCorridorOn=(shown,id)=>isRowOn(shown,`corridor:${id}`);function indexRecords(data){let by=(records,name)=>Object.
fromEntries(records.map(record=>[name(record),record]));return{legById:by(data.legs,leg=>leg.id),corridorById:by(data.corridors,corridor=>corridor.id),placeById:by(
data.places,place=>place.id),byId:{...by(data.legs,leg=>`leg:${leg.id}`),...by(data.corridors,corridor=>`corridor:${corridor.id}`),...by(data.places,place=>`${place.
kind}:${place.id}`)}}}var viewOf=plain=>({...plain,off:new Set(plain.off)}),plainViewOf=view=>({...view,off:[...view.off].sort()});function viewAfter(before,change){
let leads=change.selection&&change.selection!==before.selection,off=change.off?new Set(change.off):before.off;return{...before,...leads&&{bounds:null},...change,
off}}var noHighlights=()=>({path:[],next:[],veto:null,load:null});var lensKind=shown=>shown.view.lens.split(":")[0],coloursOfLens=shown=>lensKind(shown)==="veto"?"risk":lensKind(shown),classWords=(shown,words,name)=>lensKind(shown)===
"veto"?words.t(`map.veto.${name}`):words.t(`${lensKind(shown)}.${name}`),dimensionOf=shown=>lensKind(shown)==="risk"&&shown.view.lens.split(":")[1]||"",actorId=shown=>lensKind(
shown)==="stance"?shown.view.lens.split(":")[1]:shown.view.actor||shown.data.firstActor;function actorOf(shown){let id=actorId(shown),found=shown.data.actors.find(
actor=>actor.id===id);if(!found)throw new RangeError(`no actor ${id}`);return found}var segmentOf=(shown,record)=>record.segments?segmentOn(record.segments,shown.
view.date):null,statusOf=(shown,record)=>segmentOf(shown,record)?.[1]??null;function entryOf(shown,record){let segment=segmentOf(shown,record);return segment&&record.
entries?record.entries[segment[2]]:null}function compositeRisk(shown,record){let segment=segmentOf(shown,record);if(!segment?.[3])return null;let byLength=shown.
view.aggregation==="length"&&segment[4],[name,value,low,high,tenths]=byLength||segment[3];return{name,value,low,high,tenths}}function lensRisk(shown,record){let risk=compositeRisk(
shown,record),dimension=dimensionOf(shown);if(!risk||!dimension)return risk;let tenths=risk.tenths[shown.data.dimensions.indexOf(dimension)],score=tenths?tenths/
10:null;return{...risk,score,name:classOfScore(shown.data,score)}}function classOfScore(data,score){if(score===null)return"unknown";let composite=25*(score-1);return data.
riskBounds.find(([bound])=>composite<bound)?.[1]??"extreme"}var stanceClass=record=>({name:record.stance,judgement:record.basis==="judgement"&&record.stance!=="\
silent"});function stanceOnLeg(shown,leg){let actor=actorId(shown),chosen=selectedCorridor(shown),own=leg.corridors.filter(id=>isCorridorOn(shown,id)),ids=chosen&&
isSelectedLeg(shown,leg)?[chosen.id]:own,weight=shown.data.style.order.stanceWeight,best=null;for(let id of ids){let record=shown.corridorById[id].stances[actor];
record&&(!best||weight[record.stance]>weight[best.stance])&&(best=record)}return best?stanceClass(best):{name:"silent",judgement:!1}}function plainClass(shown,record){
let kind=lensKind(shown);return kind==="status"?{name:statusOf(shown,record),judgement:!1}:kind==="risk"?{name:lensRisk(shown,record)?.name??null,judgement:!1}:
{name:null,judgement:!1}}function legClass(shown,leg){if(lensKind(shown)==="load"){let carried=carriedBy(shown,leg.id);return{name:carried?.use??null,judgement:carried?.
isDrawn??!1}}return lensKind(shown)==="stance"&&statusOf(shown,leg)!==null?stanceOnLeg(shown,leg):plainClass(shown,leg)}function corridorClass(shown,corridor){return lensKind(
shown)==="stance"&&statusOf(shown,corridor)!==null?stanceClass(corridor.stances[actorId(shown)]):plainClass(shown,corridor)}function corridorsByStatus(shown){let{
corridors,style}=shown.data;return style.order.status.flatMap(status=>{let found=corridors.filter(corridor=>statusOf(shown,corridor)===status);return found.length?
[[status,found]]:[]})}function vetoOf(shown,country){let untried=segmentOn(shown.data.veto,shown.view.date);return(shown.highlights.veto??untried?.[1])?.[country]}function halfWay(line){let pieces=line.slice(1).map((to,i)=>Math.hypot(to[0]-line[i][0],to[1]-line[i][1])),left=pieces.reduce((sum,piece)=>sum+piece,0)/2;for(let[
i,piece]of pieces.entries()){if(left<=piece){let share=piece?left/piece:0,[from,to]=[line[i],line[i+1]];return[from[0]+share*(to[0]-from[0]),from[1]+share*(to[1]-
from[1])]}left-=piece}return line[line.length-1]}function unpack(packed,unit){let points=[],lon=0,lat=0;for(let i=0;i<packed.length;i+=2)lon+=packed[i],lat+=packed[i+
1],points.push([lat*unit,lon*unit]);return points}var cornersOf=([west,south,east,north])=>[[south,west],[north,east]];function isWithin(rings,lat,lng){let inside=!1;
for(let points of rings)for(let i=0,j=points.length-1;i<points.length;j=i++){let[a,b]=[points[i],points[j]];a[0]>lat!=b[0]>lat&&lng<(b[1]-a[1])*(lat-a[0])/(b[0]-
a[0])+a[1]&&(inside=!inside)}return inside}function isClosed(shown,record){let{closed}=shown.view;if(!closed.length)return!1;let hit=name=>closed.includes(name);return"ways"in record?record.ways.every(([
countries,parts2])=>countries.some(hit)||parts2.some(hit)):hit(record.id)?!0:"mode"in record?hit(record.from)||hit(record.to)||record.through.some(hit):record.countries.
some(hit)}function isStranded(shown,leg){return isClosed(shown,leg)?!0:leg.corridors.length>0&&leg.corridors.every(id=>isClosed(shown,shown.corridorById[id]))}var isBuilt=(shown,leg)=>shown.
view.built.some(([corridor,share])=>share>0&&leg.corridors.includes(corridor));function toggleClosed(shown,name){let{closed}=shown.view;return(closed.includes(name)?
closed.filter(one=>one!==name):[...closed,name]).sort()}function landColour(shown,country){let{style,home}=shown.data,ground=style.ground[shown.view.theme],veto=lensKind(shown)==="veto"&&vetoOf(shown,country);return shown.
view.closed.includes(country)?ground.rail:veto?style.lens[shown.view.theme][coloursOfLens(shown)][veto]:country===home?ground.home:ground.land}function railOpacity(shown){
let{railOpacity:usual,railOpacityShaded}=shown.data.style.groundLine;return lensKind(shown)==="veto"?railOpacityShaded:usual}var Z_INDEX={"sr-land":200,"sr-disputed":205,"sr-rail":210,"sr-border":220,"sr-casing":400,"sr-core":410,"sr-hollow":415,"sr-hit":420,"sr-gate":430,"sr-place":600,
"sr-cross":610,"sr-label":620},VECTOR_PANES=["sr-disputed","sr-casing","sr-core","sr-hollow","sr-hit","sr-gate"];function restyle(layer,style){let now={...layer.
options};Object.entries(style).some(([name,value])=>now[name]!==value)&&layer.setStyle(style)}function paneOf(map,name){let pane=map.getPane(name);if(!pane)throw new RangeError(
`no pane ${name}`);return pane}var Panes=class{constructor(map){this.map=map;for(let[name,z]of Object.entries(Z_INDEX))map.createPane(name).style.zIndex=String(
z);paneOf(map,"sr-label").style.pointerEvents="none",this.land=L.canvas({pane:"sr-land",padding:.4}),this.lineArt=L.canvas({pane:"sr-border",padding:.4}),this.vector=
Object.fromEntries(VECTOR_PANES.map(pane=>[pane,L.svg({pane,padding:.6})]))}vectorRoot(pane){return this.vector[pane]._container}show(layer,on){on!==this.map.hasLayer(
layer)&&(on?layer.addTo(this.map):this.map.removeLayer(layer))}};var linesBlock=(lines,dir)=>el("div",{class:"sr-tip",dir},lines.map((line,i)=>el(i?"div":"strong",{},line)));function addTooltip(layer,lines,sticky=!1){layer.bindTooltip(
()=>linesBlock(lines().filter(Boolean)),{sticky,direction:"top",className:"sr-tooltip",opacity:1});let passBy=()=>{(layer instanceof L.Path||layer instanceof L.
Marker)&&layer.getElement()?.setAttribute("tabindex","-1")};layer.on("add",passBy),passBy()}var COARSE=10,GroundLayer=class{constructor(state,panes){this.state=state,this.panes=panes,this.unit=state.data.unit*COARSE,this.areas=state.data.countries.map(
area=>this.#drawArea(area)),this.borders=state.data.borders.map(border=>this.#drawBorder(border));let{groundLine}=state.data.style;this.rail=L.polyline(state.data.
rail.map(line=>unpack(line,this.unit)),{renderer:panes.lineArt,pane:"sr-border",interactive:!1,weight:groundLine.railPx,smoothFactor:1})}#drawArea(area){let{state,
panes}=this,polygons=area.rings.map(polygon=>polygon.map(ring=>unpack(ring,this.unit))),disputed=area.kind==="disputed",layer=L.polygon(polygons,{renderer:disputed?
panes.vector["sr-disputed"]:panes.land,pane:disputed?"sr-disputed":"sr-land",interactive:disputed,stroke:!1,fillOpacity:1,smoothFactor:.6}).addTo(panes.map);return disputed&&
addTooltip(layer,()=>[state.words.local(area.name),state.words.local(area.note)]),{area,rings:polygons.flat(),layer}}#drawBorder(border){let{state,panes}=this,{
borderDash,groundLine}=state.data.style,agreed=border.status==="international",layer=L.polyline(border.lines.map(line=>unpack(line,this.unit)),{renderer:agreed?
panes.lineArt:panes.vector["sr-disputed"],pane:agreed?"sr-border":"sr-disputed",interactive:!agreed,weight:agreed?groundLine.borderPx:groundLine.disputedBorderPx,
smoothFactor:.8,dashArray:borderDash[border.status].join(" ")||void 0});return agreed||addTooltip(layer,()=>[state.words.local(border.name),state.words.local(border.
note)]),{border,layer}}style(){let{state,panes}=this,{ground}=state;panes.map.getContainer().style.background=ground.sea;for(let{area,layer}of this.areas)restyle(
layer,{fillColor:area.kind==="disputed"?"url(#sr-hatch)":landColour(state,area.id)});restyle(this.rail,{color:ground.rail,opacity:railOpacity(state)});for(let{layer}of this.
borders)restyle(layer,{color:ground.border});this.#hatch()}#hatch(){let{ground}=this.state,root=this.panes.vectorRoot("sr-disputed");if(!root)return;root.querySelector(
"defs")?.remove();let pattern={id:"sr-hatch",width:6,height:6,patternUnits:"userSpaceOnUse",patternTransform:"rotate(45)"},stripes=[svg("rect",{width:6,height:6,
fill:ground.disputed}),svg("line",{x1:0,y1:0,x2:0,y2:6,stroke:ground.hatch,"stroke-width":1.6})];root.prepend(svg("defs",{},[svg("pattern",pattern,stripes)]))}toggle(){
this.panes.show(this.rail,isRowOn(this.state,"rail"));for(let{layer}of this.borders)this.panes.show(layer,isRowOn(this.state,"borders"))}};var NEVER_BUILT=["proposed","under-construction"];function isLegVisible(shown,leg){return statusOf(shown,leg)===null?!1:isSelectedLeg(shown,leg)?!0:leg.corridors.
length?leg.corridors.some(id=>isCorridorOn(shown,id)&&statusOf(shown,shown.corridorById[id])!==null):isRowOn(shown,leg.row)||isOnPath(shown,leg)}function drawnStatus(shown,leg){
let status=statusOf(shown,leg)??"";return isClosed(shown,leg)?"suspended":NEVER_BUILT.includes(status)&&isBuilt(shown,leg)?"due":status}function shownLeg(shown,leg){
let path=!shown.view.selection&&shown.highlights.path.length>0,lifted=liftsLegs(shown),up=isNext(shown,leg)||(path?isOnPath(shown,leg):lifted&&isSelectedLeg(shown,
leg)),corridor=selectedCorridor(shown),mt=isLoad(shown)?carriedBy(shown,leg.id)?.mt??0:null,shut=isClosed(shown,leg);return{status:drawnStatus(shown,leg),lensClass:legClass(
shown,leg),up,down:(path||lifted)&&!up,main:up&&corridor?corridor.main.includes(leg.id):up,lane:leg.row==="lanes"&&!up&&!mt,quiet:!(mt===null?leg.corridors.length:
mt)&&!up,shut,stranded:isAfter(shown)?shut:isStranded(shown,leg),mt}}function opacityOf(opacity,leg,drawn){let faint=leg.precision==="schematic"?opacity.schematic:
1,beside=drawn.up&&!drawn.main,usual=drawn.down?opacity.behind:drawn.quiet?opacity.quiet:beside?opacity.side:faint;return drawn.stranded?Math.min(usual,drawn.shut?
opacity.shut:opacity.stranded):usual}function colourOf(shown,drawn){let{theme}=shown.view,{ground,lens}=shown.data.style,{name}=drawn.lensClass;return name!==null&&
!drawn.stranded&&!(drawn.lane&&lensKind(shown)!=="status")?lens[theme][coloursOfLens(shown)][name]:ground[theme].quiet}function dashOf({dash,stroke},status,width){
if(status==="proposed")return`${stroke.dot} ${width+stroke.dotGap}`;let growth=Math.max(1,width/stroke.dashGrowsFrom);return dash[status].length?dash[status].map(
length=>length*growth).join(" "):null}var widthOf=(stroke,usual,drawn)=>drawn.status==="suspended"?Math.max(usual-stroke.suspendedThinner,stroke.suspendedLeast):
usual;function usualWidth(style,leg,{mt,stranded}){if(mt===null)return leg.width;let width=loadWidth(style,mt);return stranded?Math.min(width,style.loadWidthSteps[1][1]):
width}function casingOf(drawn,width,px){return drawn.mt===0&&!drawn.up?0:drawn.lane?width:width+2*px}var isStriped=(shown,{lensClass,stranded})=>isLoad(shown)&&
lensClass.name==="unknown"&&!lensClass.judgement&&!stranded;function legLook(shown,leg,drawn,scale){let{style}=shown.data,{stroke}=style,ground=style.ground[shown.
view.theme],usual=usualWidth(style,leg,drawn),width=widthOf(stroke,(usual+(drawn.main?stroke.mainWider:0))*scale,drawn),opacity=opacityOf(style.opacity,leg,drawn),
hollow=Math.max(stroke.hollowLeast,width*stroke.hollowShare);return{colour:colourOf(shown,drawn),casing:ground[lensKind(shown)==="veto"?"halo":"casing"],width,casingWidth:casingOf(
drawn,width,style.casingPx),opacity,casingOpacity:drawn.quiet?style.opacity.quietCasing:opacity,dash:dashOf(style,drawn.status,width),cap:drawn.status==="propos\
ed"?"round":"butt",hollowWidth:drawn.lensClass.judgement?hollow:null,stripes:isStriped(shown,drawn)?`${stroke.stripe*scale} ${stroke.stripeGap*scale}`:null,halo:ground.
halo}}function shutEnd(shown,leg){let ends=[leg.from,leg.to].map(id=>shown.placeById[id]),isShut=place=>statusOf(shown,place)==="suspended"||shown.view.closed.includes(
place.id);return ends.find(place=>place.segments&&isShut(place))??null}function crossesOf(shown,visible,middleOf){let lifted=liftsLegs(shown),found=new Map;for(let leg of visible){
if(statusOf(shown,leg)!=="suspended"&&!isClosed(shown,leg)||lifted&&!isSelectedLeg(shown,leg))continue;let place=shutEnd(shown,leg),at=place?place.at:middleOf(leg),
key=at.join();found.has(key)||found.set(key,{leg:leg.id,place:place?place.id:null,at})}return[...found.values()]}var MOST_CONTENT=4,MOST_FULL=8;function nameOf(shown,words,record){if("short"in record)return words.local(record.short);if("mode"in record){let[from,to]=[record.
from,record.to].map(id=>words.local(shown.placeById[id].name));return`${from} – ${to}`}return words.local(record.name)}function closedName(shown,words,id){let record=shown.
placeById[id]??shown.legById[id];return record?nameOf(shown,words,record):words.country(id)}function lensTitle(shown,words){let kind=lensKind(shown),dimension=dimensionOf(
shown);if(kind==="stance")return words.t("map.key.stance",{actor:words.local(actorOf(shown).name)});if(kind==="load"){let said={year:baseYear(shown),cargo:cargoWords(
shown,words)};return words.t(isAfter(shown)?"map.key.load_after":"map.key.load",said)}return dimension?words.t("map.key.dimension",{dimension:words.t(`dimension\
.${dimension}`)}):words.t(`map.key.${kind}`)}function riskText(shown,words,record){let risk=lensRisk(shown,record);if(!risk)return"–";let name=words.t(`risk.${risk.
name}`),figure=dimensionOf(shown)?decimalOrNull(words,risk.score):risk.value;return figure===null?name:`${name} ${figure}`}var decimalOrNull=(words,value)=>value==
null?null:words.decimal(value);function riskLine(shown,words,record){if(lensKind(shown)!=="risk"||!record.segments)return"";let dimension=dimensionOf(shown);return`${words.
t(dimension?`dimension.${dimension}`:"map.lens_risk")}: ${riskText(shown,words,record)}`}function statusLine(shown,words,record){let status=statusOf(shown,record),
entry=entryOf(shown,record);return status?words.t(`status.${status}`)+(entry?`: ${words.local(entry.reason)}`:""):""}function knownLine(shown,words,record){let known2=entryOf(
shown,record)?.lastKnown;return known2&&known2<shown.view.date?words.t("map.known_on",{date:words.date(known2)}):""}function aboutLeg(shown,words,leg){let names=leg.
corridors.filter(id=>isCorridorOn(shown,id)).map(id=>words.local(shown.corridorById[id].short)).join(", "),gauge=leg.gauge?words.t("map.gauge_mm",{n:leg.gauge}):
"";return[nameOf(shown,words,leg),[words.t(`mode.${leg.mode}`),words.km(leg.km),gauge].filter(Boolean).join(" · "),statusLine(shown,words,leg),knownLine(shown,
words,leg),riskLine(shown,words,leg),...loadLines(shown,words,leg.id,MOST_CONTENT),names&&words.t("map.used_by",{names})].filter(Boolean)}function aboutPlace(shown,words,place){
let countries=place.countries.map(code=>words.country(code)).join(" / ");return[words.local(place.name),`${words.t(`map.kind.${place.kind}`)} · ${countries}`,statusLine(
shown,words,place),knownLine(shown,words,place),riskLine(shown,words,place),...place.segments?loadLines(shown,words,place.id,MOST_CONTENT):[],place.gaugeChange?
words.t("map.gauge_change"):""].filter(Boolean)}function summary(shown,words){let outlets=shown.data.corridors.filter(corridor=>statusOf(shown,corridor)&&isCorridorOn(
shown,corridor.id)&&corridor.outlet),end=shown.data.evidenceEnd;return[lensSentence(shown,words),fullSentence(shown,words),countSentence(shown,words,outlets),closedSentence(
shown,words),shutSentence(shown,words),topSentence(shown,words,outlets),chosenSentence(shown,words),shown.view.date>=end?words.t("map.summary.horizon",{date:words.
date(end)}):""].filter(Boolean).join(" ")}function lensSentence(shown,words){let dimension=dimensionOf(shown);return isLoad(shown)?words.t(isAfter(shown)?"map.s\
ummary.lens.load_after":"map.summary.lens.load",{day:words.date(shown.view.date),year:baseYear(shown),cargo:cargoWords(shown,words),mt:mtText(words,exportsMt(shown))}):
words.t(`map.summary.lens.${dimension?"dimension":lensKind(shown)}`,{day:words.date(shown.view.date),actor:words.local(actorOf(shown).name),date:words.date(shown.
data.evidenceEnd),dimension:dimension?words.t(`dimension.${dimension}`).toLowerCase():""})}function fullSentence(shown,words){if(!isLoad(shown))return"";let{data}=shown,
parts2=[...data.places,...data.legs],full=data.style.order.full.flatMap(use=>parts2.filter(part=>carriedBy(shown,part.id)?.use===use));if(!full.length)return words.
t("map.summary.none_full");let names=full.slice(0,MOST_FULL).map(part=>nameOf(shown,words,part)),more=full.length>MOST_FULL?words.t("load.more",{n:full.length-MOST_FULL}):
"";return words.t("map.summary.full",{n:full.length,names:names.join(", ")+more})}function countSentence(shown,words,outlets){let list=shown.data.style.order.status.
map(status=>({status,n:outlets.filter(one=>statusOf(shown,one)===status).length})).filter(({n})=>n).map(({status,n})=>`${words.t(`status.${status}`).toLowerCase()}\
 ${n}`);return words.t("map.summary.count",{n:outlets.length,list:list.join(", ")})}function closedSentence(shown,words){let closed=[...shown.view.closed].sort();
return closed.length?words.t("map.summary.closed",{names:closed.map(id=>closedName(shown,words,id)).join(", ")}):""}function shutSentence(shown,words){let isStrait=place=>+(place.
kind==="chokepoint"),shut=shown.data.places.filter(place=>statusOf(shown,place)==="suspended").sort((a,b)=>isStrait(b)-isStrait(a)||a.priority-b.priority);return shut.
length?words.t("map.summary.shut",{names:shut.map(place=>words.local(place.name)).join(", ")}):""}function topSentence(shown,words,outlets){let kind=lensKind(shown),
classes2=outlets.map(corridor=>corridorClass(shown,corridor).name),worst=shown.data.style.order.worst[kind]?.find(name=>classes2.includes(name));if(!worst)return"";
let names=outlets.filter((_,i)=>classes2[i]===worst).map(corridor=>words.local(corridor.short));return words.t(`map.summary.top.${kind}`,{class:words.t(`${coloursOfLens(
shown)}.${worst}`).toLowerCase(),names:names.join(", ")})}function chosenSentence(shown,words){let chosen=selectedRecord(shown);if(!chosen)return"";let status=statusOf(
shown,chosen);return words.t("map.summary.chosen",{name:nameOf(shown,words,chosen),status:status?words.t(`status.${status}`).toLowerCase():words.t("map.no_statu\
s")})}var frame=(size,children)=>svg("svg",{viewBox:"-8 -8 16 16",width:size,height:size,"aria-hidden":"true"},children),crossSymbol=({ground,sizes})=>frame(18,[svg("\
circle",{r:sizes.crossPx/2,fill:ground.marker,stroke:ground.ink,"stroke-width":1.2}),svg("path",{d:"M-3 -3L3 3M3 -3L-3 3",stroke:ground.ink,"stroke-width":2,"st\
roke-linecap":"round"})]);function hubSymbol({role="city"},{ground,sizes}){let fill2=ground.quiet,width=sizes.hubPx[role];return role==="capital"?[svg("rect",{x:-width/
2,y:-width/2,width,height:width,fill:fill2})]:[svg("circle",{r:width/2,fill:fill2})]}var outline=(state,ground)=>({fill:state==="open"?ground.ink:ground.marker,
stroke:ground.ink,"stroke-width":1.3}),dashed=state=>state==="planned"?{"stroke-dasharray":"2 1.6"}:{};function portSymbol(place,state,{ground,sizes}){let r=sizes.
shapePx.circle/2,parts2=[svg("circle",{r,...outline(state,ground),...dashed(state)})];return state==="half"&&parts2.push(svg("path",{d:`M0 -${r}A${r} ${r} 0 0 1\
 0 ${r}Z`,fill:ground.ink})),place.role==="inland-sea"&&parts2.push(svg("circle",{r:1.5,fill:state==="open"?ground.marker:ground.ink})),parts2}function crossingSymbol(place,state,{
ground,sizes}){let width=sizes.shapePx.square,square={x:-width/2,y:-width/2,width,height:width},parts2=[svg("rect",{...square,...outline(state,ground),...dashed(
state)})];return state==="half"&&parts2.push(svg("rect",{...square,x:0,width:width/2,fill:ground.ink})),place.gaugeChange&&parts2.push(svg("path",{d:`M-${width}\
 -5V5M${width} -5V5`,stroke:ground.ink,"stroke-width":1.3})),parts2}function straitSymbol(state,{ground,sizes}){let r=sizes.shapePx.diamond/2,parts2=[svg("path",
{d:`M0 -${r}L${r} 0L0 ${r}L-${r} 0Z`,...outline(state,ground)})];return state==="half"&&parts2.push(svg("path",{d:`M0 -${r}L${r} 0L0 ${r}Z`,fill:ground.ink})),parts2}
function shapeOf(place,state,paint){return place.kind==="hub"?hubSymbol(place,paint):place.kind==="port"?portSymbol(place,state,paint):place.kind==="crossing"?crossingSymbol(
place,state,paint):straitSymbol(state,paint)}function placeSymbol(place,state,paint,ring=null){let{ground,sizes}=paint,around=ring&&[svg("circle",{r:sizes.ringPx/
2,fill:ring,stroke:ground.casing,"stroke-width":.8}),svg("circle",{r:6,fill:ground.marker})],across=state==="shut"&&[svg("path",{d:"M-2.2 -2.2L2.2 2.2M2.2 -2.2L\
-2.2 2.2",stroke:ground.ink,"stroke-width":1.6,"stroke-linecap":"round"})];return frame(16,[...around||[],...shapeOf(place,state,paint),...across||[]])}var smallCross=(middle,y,ground)=>svg(
"g",{transform:`translate(${middle},${y})`},[svg("circle",{r:5.4,fill:ground.marker,stroke:ground.ink}),svg("path",{d:"M-2.4 -2.4L2.4 2.4M2.4 -2.4L-2.4 2.4",stroke:ground.
ink,"stroke-width":1.6})]);function lineSample(ground,{colour,width,dash=[],wide=34,dots,cross,hollow,stripes}){let pattern={"stroke-dasharray":dots?"1 7":dash.
join(" ")||"none"},shared={x1:1,x2:wide-1,y1:7,y2:7,...pattern,"stroke-linecap":dots?"round":"butt"},line=(stroke,px)=>svg("line",{...shared,stroke,"stroke-widt\
h":px}),parts2=[line(ground.casing,width+2.4),line(colour,width)];if(stripes){let across=svg("line",{...shared,stroke:ground.halo,"stroke-width":width});across.
setAttribute("stroke-dasharray",stripes.join(" ")),parts2.push(across)}return hollow&&parts2.push(line(ground.halo,Math.max(1.2,width*.36))),svg("svg",{class:"s\
r-sample",width:wide,height:14,viewBox:`0 0 ${wide} 14`,"aria-hidden":"true"},cross?[...parts2,smallCross(wide/2,7,ground)]:parts2)}var statusSample=(style,ground,status,colour)=>lineSample(
ground,{colour,dash:style.dash[status],width:status==="suspended"?2.4:4,dots:status==="proposed",cross:status==="suspended"});var SEARCH_PX=6,LegLayer=class{constructor(state,panes,onPick){this.state=state,this.panes=panes,this.legs=state.data.legs.map(leg=>this.#draw(leg,onPick)),this.
crosses=[],this.drawn={crosses:"",front:""}}#draw(leg,onPick){let line=unpack(leg.line,this.state.data.unit),make=(pane,more={})=>L.polyline(line,{renderer:this.
panes.vector[pane],pane,interactive:!1,lineCap:"butt",lineJoin:"round",smoothFactor:1,...more}),hit=make("sr-hit",{interactive:!0,opacity:0,weight:2*SEARCH_PX+2,
className:"sr-hit-line"});addTooltip(hit,()=>aboutLeg(this.state,this.state.words,leg),!0),hit.on("click",event=>{L.DomEvent.stopPropagation(event),onPick(leg)});
let[casing,core]=[make("sr-casing"),make("sr-core")],[stripes,hollow]=[make("sr-hollow"),make("sr-hollow")];return{leg,line,casing,core,stripes,hollow,hit,shown:!1}}style(){
let heights=new Map(this.legs.map(drawn=>[drawn,this.#styleLeg(drawn)])),height=drawn=>heights.get(drawn)??0,front=this.legs.filter(height).sort((a,b)=>height(a)-
height(b)),order=this.legs.map(drawn=>`${drawn.shown}${height(drawn)}`);if(order.join()!==this.drawn.front){this.drawn.front=order.join();for(let{casing,core,stripes,
hollow}of front)for(let part of[casing,core,stripes,hollow])part.bringToFront()}this.#styleCrosses()}#styleLeg(drawn){let{state,panes}=this,{leg,casing,core,stripes,
hollow,hit}=drawn;drawn.shown=isLegVisible(state,leg);for(let part of[casing,core,hit])panes.show(part,drawn.shown);if(!drawn.shown)return panes.show(stripes,!1),
panes.show(hollow,!1),0;let about=shownLeg(state,leg),look=legLook(state,leg,about,state.scale),shared={dashArray:look.dash??void 0,lineCap:look.cap};if(restyle(
casing,{color:look.casing,weight:look.casingWidth,opacity:look.casingOpacity,...shared}),restyle(core,{color:look.colour,weight:look.width,opacity:look.opacity,
...shared}),panes.show(stripes,look.stripes!==null),look.stripes!==null){let across={dashArray:look.stripes,weight:look.width};restyle(stripes,{color:look.halo,
opacity:look.opacity,...across})}return panes.show(hollow,look.hollowWidth!==null),look.hollowWidth!==null&&restyle(hollow,{color:look.halo,weight:look.hollowWidth,
opacity:look.opacity}),about.up?2:about.mt?1:0}#styleCrosses(){let{state,panes}=this,visible=this.legs.filter(drawn=>drawn.shown),lines=new Map(visible.map(({leg,
line})=>[leg,line])),middleOf=leg=>{let[lat,lon]=halfWay(lines.get(leg)??[]);return[lon,lat]},icon2=html=>L.divIcon({className:"sr-icon sr-cross",iconSize:[18,18],
html}),found=crossesOf(state,[...lines.keys()],middleOf),key=JSON.stringify([state.view.theme,found.map(({at})=>at)]);if(key!==this.drawn.crosses){this.drawn.crosses=
key;for(let cross of this.crosses)panes.map.removeLayer(cross);this.crosses=found.map(({at:[lon,lat]})=>L.marker([lat,lon],{pane:"sr-cross",interactive:!1,keyboard:!1,
icon:icon2(crossSymbol(state.paint))}).addTo(panes.map))}}};var placeState=(style,status)=>status&&style.place.state[status]||"open";function isPlaceVisible(shown,place,zoom){return isSelectedPlace(shown,place)||shown.emphasis.
includes(place.id)?!0:isRowOn(shown,shown.data.style.place.row[place.kind])?place.kind!=="hub"||place.priority===1||zoom>=shown.data.style.place.zoom.citiesFrom:
!1}var isMinor=(style,place,zoom)=>place.kind!=="chokepoint"&&place.priority>1&&zoom<style.place.zoom.minorBelow;function shownPlace(shown,place,zoom){let{style}=shown.
data,chosen=isSelectedPlace(shown,place),first=shown.emphasis.includes(place.id),status=place.segments&&isClosed(shown,place)?"suspended":statusOf(shown,place),
ring=ringOf(shown,place);return{status,state:placeState(style,status),chosen,minor:!chosen&&!first&&place.kind!=="hub"&&isMinor(style,place,zoom),ring:ring==="u\
nknown"?null:ring}}function ringOf(shown,place){return statusOf(shown,place)===null?null:lensKind(shown)==="load"?carriedBy(shown,place.id)?.use??null:lensKind(
shown)==="risk"?lensRisk(shown,place)?.name??null:null}function newsDate(shown,place,zoom){let status=statusOf(shown,place),known2=entryOf(shown,place)?.lastKnown,
matters=status==="suspended"||status==="limited"&&place.kind==="chokepoint",close=zoom>=shown.data.style.place.zoom.newsFrom,near=place.kind==="chokepoint"||close||
isSelectedPlace(shown,place);return matters&&near&&known2&&known2<=shown.view.date?known2:null}var ICON_SIZE=[16,16],PlaceLayer=class{constructor(state,panes,onPick){this.state=state,this.panes=panes,this.places=state.data.places.map(place=>this.#draw(place,
onPick))}#draw(place,onPick){let{state,panes}=this,[lon,lat]=place.at,icon2=L.divIcon({className:"sr-icon",iconSize:ICON_SIZE}),zIndexOffset=-1e3*place.priority,
marker=L.marker([lat,lon],{pane:"sr-place",keyboard:!1,icon:icon2,zIndexOffset});place.kind!=="hub"&&addTooltip(marker,()=>aboutPlace(state,state.words,place)),
marker.on("click",event=>{L.DomEvent.stopPropagation(event),onPick(place)});let style=state.data.style.gate,gate=place.line?L.polyline(unpack(place.line,state.data.
unit),{renderer:panes.vector["sr-gate"],pane:"sr-gate",weight:style.px,interactive:!1,dashArray:style.dash.join(" ")}):null;return{place,at:[lat,lon],marker,gate,
shown:!1,key:""}}style(){let{state,panes}=this,zoom=panes.map.getZoom();for(let drawn of this.places)drawn.shown=isPlaceVisible(state,drawn.place,zoom),panes.show(
drawn.marker,drawn.shown),drawn.gate&&(panes.show(drawn.gate,drawn.shown),restyle(drawn.gate,{color:state.ground.ink,opacity:state.data.style.gate.opacity})),drawn.
shown&&this.#styleSymbol(drawn,zoom)}#styleSymbol(drawn,zoom){let{state}=this,{status,state:filling,chosen,minor,ring}=shownPlace(state,drawn.place,zoom),colour=ring&&
state.data.style.lens[state.view.theme][coloursOfLens(state)][ring],key=[state.view.theme,status,chosen,minor,colour].join();if(drawn.key===key)return;drawn.key=
key;let symbol=placeSymbol(drawn.place,filling,state.paint,colour);drawn.marker.setIcon(L.divIcon({className:`sr-icon${chosen?" sr-chosen":minor?" sr-minor":""}`,
iconSize:ICON_SIZE,html:symbol}))}};var Geometry=class{#legs;#places;constructor(map,state){this.state=state,this.trial=!1;let panes=new Panes(map);this.ground=new GroundLayer(state,panes),this.#legs=
new LegLayer(state,panes,leg=>{this.trial?this.#toggle(leg.id):this.state.change({selection:selectionOfClick(state,leg)},!0)}),this.#places=new PlaceLayer(state,
panes,place=>{this.trial&&place.segments?this.#toggle(place.id):this.state.change({selection:`${place.kind}:${place.id}`},!0)}),map.on("click",({latlng})=>{this.
trial?this.#toggleCountry(latlng):this.state.change({selection:""},!0)}),this.restyle({theme:!0})}get areas(){return this.ground.areas}get borders(){return this.
ground.borders}get legs(){return this.#legs.legs}get crosses(){return this.#legs.crosses}get places(){return this.#places.places}#toggle(name){this.state.change(
{closed:toggleClosed(this.state,name)},!0)}#toggleCountry({lat,lng}){let{closable}=this.state.data.names,found=this.areas.find(({area,rings})=>closable.includes(
area.id)&&isWithin(rings,lat,lng));found&&this.#toggle(found.area.id)}restyle(changed){let shaded=lensKind(this.state)==="veto"&&(changed.date||changed.highlights);
(changed.theme||changed.lens||shaded||changed.closed)&&this.ground.style(),(changed.theme||changed.off)&&this.ground.toggle(),this.styleLegs(),this.stylePlaces()}styleLegs(){
this.#legs.style()}stylePlaces(){this.#places.style()}};var overlap=(a,b)=>a[0]<b[2]&&a[2]>b[0]&&a[1]<b[3]&&a[3]>b[1],isInside=(box,size,edge)=>box[0]>=edge&&box[1]>=edge&&box[2]<=size.x-edge&&box[3]<=size.y-edge,grow=([
left,top,right,bottom],by)=>[left-by,top-by,right+by,bottom+by];function spotsAround({x,y},off,w,h){let near=off*.7;return[[x+off,y-h/2],[x-off-w,y-h/2],[x-w/2,
y-off-h],[x-w/2,y+off],[x+near,y-off-h*.7],[x-near-w,y-off-h*.7],[x+near,y+off*.6],[x-near-w,y+off*.6]]}var firstFree=(boxes,taken,size,edge)=>boxes.findIndex(box=>isInside(
box,size,edge)&&!taken.some(other=>overlap(box,other)));function labelRank(shown,place){let{rank}=shown.data.style.label,corridor=selectedCorridor(shown);if(shown.emphasis.includes(place.id))return rank.first;if(isSelectedPlace(
shown,place))return rank.chosen;if(corridor?.ends.includes(place.id))return rank.end;if(place.kind==="chokepoint")return rank.chokepoint;let usual=place.priority*
rank.perPriority;return place.kind==="hub"?usual+(place.role==="capital"?rank.capital:rank.hub):corridor?usual+(isAlong(shown,corridor,place.id)?rank.along:rank.
beside):usual}var isAlong=(shown,corridor,id)=>corridor.legs.some(leg=>shown.legById[leg].from===id||shown.legById[leg].to===id),isNamedAt=(style,rank,zoom)=>zoom>=
(style.rankZoom.find(([below])=>rank<below)?.[1]??Number.POSITIVE_INFINITY);function placesToName(shown,visible,zoom){return visible.map(item=>({item,rank:labelRank(
shown,item.place)})).filter(({rank})=>isNamedAt(shown.data.style.label,rank,zoom)).sort((a,b)=>a.rank-b.rank||(a.item.place.id<b.item.place.id?-1:1)).map(({item})=>item)}
function labelType(style,place,first){let kind=place.role==="capital"?"capital":place.kind,name=kind==="port"||kind==="crossing"?"place":kind;return{px:style.fontPx[name]*
(first?style.firstGrowth:1),weight:style.weight[first?"first":name]}}var Pen=class{#context;#family;constructor(container){this.container=container;let context=document.createElement("canvas").getContext("2d");if(!context)throw new Error(
"no canvas to measure words on");this.#context=context,this.#family=""}readTypeface(){this.#family=getComputedStyle(this.container).fontFamily}at(px,weight){let font=`${weight}\
 ${px}px ${this.#family}`;return text=>(this.#context.font=font,this.#context.measureText(text).width)}};var EDGE_PX=2,LINE_GAP_PX=3,NEWS_LINE_PX=12,SYMBOL_PX=7,MINOR_SYMBOL_PX=2,TILE_PX=256,SHARE_OF_COUNTRY=.9,Labels=class{constructor(map,state,geometry){this.map=
map,this.state=state,this.geometry=geometry,this.style=state.data.style.label,this.layer=el("div",{class:"sr-labels","aria-hidden":"true"}),paneOf(map,"sr-label").
append(this.layer),this.pen=new Pen(map.getContainer()),this.callouts=null,this.taken=[],this.symbols=[],this.sheet=[],map.on("zoomstart",()=>{this.layer.style.
visibility="hidden"}),map.on("zoomend moveend resize",()=>this.place())}place(){this.pen.readTypeface(),this.sheet=[],this.layer.style.visibility="",this.symbols=
this.geometry.places.filter(({shown,place})=>shown&&place.kind!=="hub").map(({at,place})=>this.#boxOf(at,this.#isSmall(place)?MINOR_SYMBOL_PX:SYMBOL_PX));let obstacles=this.
state.obstacles.map(find=>find()).filter(box=>box!==null);this.taken=[...this.symbols,...obstacles],this.#nameCountries(!0);for(let cross of this.geometry.crosses){
let box=this.#boxOf(cross.getLatLng(),SYMBOL_PX);this.symbols.push(box),this.taken.push(box)}let visible=this.geometry.places.filter(({shown})=>shown),items=placesToName(
this.state,visible,this.map.getZoom()),isFirst=item=>this.state.emphasis.includes(item.place.id);for(let item of items)isFirst(item)&&this.#name(item,!0);this.callouts?.
place(this.taken,this.symbols);for(let item of items)isFirst(item)||this.#name(item,!1);this.#nameCountries(!1),fillChanged(this.layer,this.sheet)}#isSmall(place){
return isMinor(this.state.data.style,place,this.map.getZoom())}#boxOf(at,reach){let{x,y}=this.map.latLngToContainerPoint(at);return grow([x,y,x,y],reach*this.state.
scale)}#write(kind,spot,style,words,more){let at=this.map.containerPointToLayerPoint(spot),transform=`translate(${Math.round(at.x)}px,${Math.round(at.y)}px)`;this.
sheet.push(el("span",{class:`sr-label ${kind}`,style:{transform,...style},...more},words))}#name({place,at},first){let{state,style,map}=this,{scale,words}=state,
size=map.getSize(),point=map.latLngToContainerPoint(at);if(point.x<0||point.y<0||point.x>size.x||point.y>size.y)return;let lines=this.#linesOf(place,first),off=(style.
offsetPx[place.kind==="hub"?"hub":"place"]+style.gapPx)*scale,spots=(first?style.reaches:style.reaches.slice(0,1)).flatMap(reach=>spotsAround(point,off*reach,lines.
w,lines.h)),gap=style.gapPx*scale,boxes=spots.map(([x,y])=>[x-gap,y-1,x+lines.w+gap,y+lines.h+1]),found=firstFree(boxes,this.taken,size,EDGE_PX);if(found<0&&first){
let names=this.taken.filter(box=>!this.symbols.includes(box));found=firstFree(boxes,names,size,EDGE_PX)}if(found<0)return;this.taken.push(boxes[found]);let capital=place.
role==="capital"?" sr-capital":"",kind=`sr-label-${place.kind}${capital}${first?" sr-first":""}`,news=lines.news&&el("small",{style:{fontSize:`${lines.newsPx}px`}},
lines.news),type={fontSize:`${lines.px}px`,fontWeight:lines.weight};this.#write(kind,spots[found],type,[words.local(place.name),news||null],{"data-place":place.
id})}#linesOf(place,first){let{state,style,pen}=this,{scale,words}=state,type=labelType(style,place,first),px=type.px*scale,newsPx=style.fontPx.known*scale,known2=newsDate(
state,place,this.map.getZoom()),news=known2&&words.t("map.known_on",{date:words.date(known2)}),width=pen.at(px,type.weight)(words.local(place.name)),newsWidth=news?
pen.at(newsPx,style.weight.known)(news):0;return{px,newsPx,news,weight:type.weight,w:Math.max(width,newsWidth)+2,h:px+(LINE_GAP_PX+(news?NEWS_LINE_PX:0))*scale}}#nameCountries(onlyHome){
let{data}=this.state,pixels=TILE_PX*2**this.map.getZoom()/360;for(let area of data.countries)area.kind==="country"&&area.id===data.home===onlyHome&&this.#nameCountry(
area,pixels)}#nameCountry(area,pixels){let{state,style,map}=this,kind=area.id===state.data.home?"home":"country",text=state.words.local(area.name).toUpperCase(),
px=style.fontPx[kind]*state.scale,w=this.pen.at(px,style.weight[kind])(text)+style.trackingEm[kind]*px*text.length;if(w>area.spanDeg*pixels*SHARE_OF_COUNTRY)return;
let{x,y}=map.latLngToContainerPoint([area.at[1],area.at[0]]),box=[x-w/2,y-px/2-2,x+w/2,y+px/2+2];if(!isInside(box,map.getSize(),EDGE_PX)||this.taken.some(other=>overlap(
box,other)))return;this.taken.push(box);let shaded=lensKind(state)==="veto"&&vetoOf(state,area.id),type={fontSize:`${px}px`,fontWeight:style.weight[kind],letterSpacing:`${style.
trackingEm[kind]}em`};this.#write(`sr-label-country${kind==="home"?" sr-home-name":""}${shaded?" sr-shaded":""}`,[box[0],box[1]],type,[state.words.local(area.name)])}};var CLEAR_PX=4,MARGIN_PX=8,EDGE_PX2=24,LEGEND_SHARE=.5,CARD_SHARE=.4;function layOut(container){let header=el("header",{class:"sr-header"}),legend=el("nav",{class:"\
sr-legend"}),drawer=el("div",{class:"sr-drawer",hidden:!0}),cardBox=el("div",{class:"sr-card-box"}),summary2=el("p",{class:"sr-summary","aria-live":"polite"}),foot=el(
"p",{class:"sr-foot"}),clock=el("section",{class:"sr-time"}),canvas=el("div",{class:"sr-canvas"}),stage=el("div",{class:"sr-stage"},[canvas,drawer]),footer=el("\
footer",{class:"sr-footer"},[summary2,foot]),root=el("div",{class:"sr-root"},[header,stage,clock,footer]);container.parentElement?.append(root),canvas.append(container,
legend,cardBox),container.setAttribute("role","application");for(let node of[legend,drawer])keepEvents(node);return{container,root,header,legend,drawer,cardBox,
summary:summary2,foot,clock,canvas}}function keepEvents(node){L.DomEvent.disableClickPropagation(node),L.DomEvent.disableScrollPropagation(node)}function boxOn(node,container){
if(!node)return null;let a=node.getBoundingClientRect(),b=container.getBoundingClientRect();return a.width?[a.left-b.left-CLEAR_PX,a.top-b.top-CLEAR_PX,a.right-
b.left+CLEAR_PX,a.bottom-b.top+CLEAR_PX]:null}function insets({legend,cardBox,container},size){let legendBox=boxOn(legend,container),card=boxOn(cardBox.firstElementChild,
container),left=legendBox&&legendBox[2]-legendBox[0]<size.x*LEGEND_SHARE?legendBox[2]+MARGIN_PX:MARGIN_PX,right=card&&card[0]>size.x*CARD_SHARE?size.x-card[0]+MARGIN_PX:
EDGE_PX2;return{paddingTopLeft:[left,MARGIN_PX],paddingBottomRight:[right,MARGIN_PX]}}var SETTLE_MS=250,FLIGHT_S=.7,BEYOND_DEG=90,SOUTHMOST=-62,NORTHMOST=84,CORRIDOR_ZOOM=6,PLACE_ZOOM=5.5,LEG_ZOOM=6.5,rounded2=degrees=>Math.round(degrees*1e3)/1e3,
Navigation=class{constructor(map,data,layout){this.map=map,this.data=data,this.layout=layout;let[west,,east]=data.opening;map.setMaxBounds([[SOUTHMOST,west-BEYOND_DEG],
[NORTHMOST,east+BEYOND_DEG]]),this.byHand=!1}get#insets(){return insets(this.layout,this.map.getSize())}open(animate){this.byHand=!1,this.map.fitBounds(cornersOf(
this.data.opening),{animate,...this.#insets})}show(bounds){this.byHand=!1,this.map.fitBounds(cornersOf(bounds),{animate:!1})}fly(record){this.byHand=!1;let{map}=this,
way={animate:!prefersStill(),duration:FLIGHT_S};if("bbox"in record)map.flyToBounds(cornersOf(record.bbox),{...way,...this.#insets,maxZoom:CORRIDOR_ZOOM});else if("\
at"in record)map.flyTo([record.at[1],record.at[0]],Math.max(map.getZoom(),PLACE_ZOOM),way);else{let line=L.latLngBounds(unpack(record.line,this.data.unit));map.
flyToBounds(line,{...way,maxZoom:LEG_ZOOM,...this.#insets})}}watch(settled){let{map}=this,container=map.getContainer(),timer,moved=()=>{this.byHand=!0};for(let name of[
"wheel","dblclick"])container.addEventListener(name,moved,{passive:!0});let onKey=({key})=>{/^(Arrow\w+|[+=_-])$/.test(key)&&moved()};container.addEventListener(
"keydown",onKey,!0),container.querySelector(".leaflet-control-zoom")?.addEventListener("click",moved,!0),map.on("dragstart boxzoomstart",moved),map.on("moveend",
()=>{clearTimeout(timer),this.byHand&&(timer=setTimeout(()=>{this.byHand=!1;let box=map.getBounds(),bounds=[box.getWest(),box.getSouth(),box.getEast(),box.getNorth()];
settled(bounds.map(rounded2))},SETTLE_MS))})}};var WEIGHT_PX=2.2,SIZE_PX=6,HALO_PX=2.6,STAMP_PX=20;function triangleStamp(colour,ground){let stamp=document.createElement("canvas"),context=stamp.getContext("2\
d");stamp.width=2*STAMP_PX,stamp.height=2*STAMP_PX,context.scale(2,2),context.translate(STAMP_PX/2,STAMP_PX/2),context.beginPath(),context.moveTo(0,-SIZE_PX),context.
lineTo(SIZE_PX*.95,SIZE_PX*.7),context.lineTo(-SIZE_PX*.95,SIZE_PX*.7),context.closePath(),context.fillStyle=ground.halo,context.globalAlpha=.7,context.fill(),context.
globalAlpha=1;for(let[style,width]of[[ground.halo,WEIGHT_PX+HALO_PX],[colour,WEIGHT_PX]])context.strokeStyle=style,context.lineWidth=width,context.stroke();return stamp}
function drawTwice(layer,draw){let{options}=layer,kept={color:options.color,weight:options.weight,_dashArray:options._dashArray};options.color=options.halo,options.
weight+=HALO_PX,options._dashArray=null,draw(),Object.assign(options,kept),draw()}function partClasses(){let Line=L.Polyline.extend({_updatePath(){drawTwice(this,
()=>this._renderer._updatePoly(this))}}),Point=L.CircleMarker.extend({_updatePath(){let{x,y}=this._point,[left,top]=[x-STAMP_PX/2,y-STAMP_PX/2];!this._renderer.
_drawing||this._empty()||this._renderer._ctx.drawImage(this.options.stamp,left,top,STAMP_PX,STAMP_PX)}});return{Line,Point}}function makeParts({unit,keys,features},{
Line,Point},renderer){let options={renderer,pane:"sr-own",interactive:!1,smoothFactor:1};return features.flatMap(([kind,name,packed,pairs2,all])=>{let feature={
kind,name,properties:pairs2.map(([key,value])=>`${keys[key]}: ${value}`),all},lines=packed.map(line=>unpack(line,unit));return kind==="line"?[Object.assign(new Line(
lines,options),{feature})]:lines.map(([at])=>Object.assign(new Point(at,{radius:SIZE_PX,...options}),{feature}))})}var lineLook=(colour,ground,dash)=>({color:colour,
halo:ground.halo,weight:WEIGHT_PX,opacity:1,lineCap:"butt",dashArray:dash.join(" ")});function ownSample(hasPoints,colour,ground,dash){if(!hasPoints)return lineSample(
ground,{colour,dash,width:WEIGHT_PX,wide:18});let triangle={d:"M0 -6L5.7 4.2H-5.7Z",fill:ground.halo,stroke:colour,"stroke-width":1.8};return frame(16,[svg("pat\
h",triangle)])}function featureAt(layers,point){for(let layer of layers.toReversed()){if(!layer.group||!layer.on)continue;let part=layer.parts.findLast(one=>one._pxBounds&&one.
_containsPoint(point));if(part)return{layer,feature:part.feature}}return null}var OwnTooltip=class{constructor(map,state,layersNow){this.map=map,this.state=state,
this.layersNow=layersNow,this.tooltip=L.tooltip({direction:"bottom",className:"sr-tooltip sr-own-tip",opacity:1,offset:[0,10]}),this.said=null,this.pointer=null,
this.waiting=!1,this.#listen()}#listen(){let container=this.map.getContainer();for(let name of["mousemove","click"])container.addEventListener(name,event=>{this.
pointer=event,!this.waiting&&(this.waiting=!0,requestAnimationFrame(()=>this.#look()))});container.addEventListener("mouseleave",()=>{this.pointer=null,this.hide()}),
this.map.on("zoomstart movestart",()=>this.hide())}#look(){this.waiting=!1;let layers=this.layersNow(),dragging=this.map.dragging.moving(),found=this.pointer&&!dragging&&
layers.length?featureAt(layers,this.map.mouseEventToLayerPoint(this.pointer)):null;found&&this.pointer?this.#show(found,this.map.mouseEventToLatLng(this.pointer)):
this.hide()}#show({layer,feature},at){let{words,view}=this.state;if(this.said?.feature!==feature||this.said.language!==view.language){this.said={feature,language:view.
language};let left=feature.all-feature.properties.length,lines=[feature.name||words.t(`map.own.${feature.kind}`),...feature.properties,...left>0?[words.t("map.o\
wn.more",{n:words.number(left)})]:[],words.t("map.own.from",{name:layer.name})];this.tooltip.setContent(linesBlock(lines,"auto"))}this.tooltip.setLatLng(at),this.
map.hasLayer(this.tooltip)||this.tooltip.addTo(this.map)}hide(){this.map.hasLayer(this.tooltip)&&this.map.removeLayer(this.tooltip)}};var REACH_PX=4,Z_INDEX2="425",OwnLayers=class{constructor(map,state){this.map=map,this.state=state,this.layers=[],this.change=0,this.taken="",this.report=()=>{},
this.onchange=()=>{},map.createPane("sr-own").style.zIndex=Z_INDEX2,paneOf(map,"sr-own").style.pointerEvents="none",this.renderer=L.canvas({pane:"sr-own",padding:.4,
tolerance:REACH_PX}),this.classes=partClasses(),this.tooltip=new OwnTooltip(map,state,()=>this.layers)}take(list,seen,base,report){this.report=report;let taken=JSON.
stringify([list,seen,this.change]);if(taken===this.taken)return;this.taken=taken;let before=this.layers;this.layers=list.map(record=>{let layer=before.find(({id})=>id===
record.id)??{...record,parts:[],group:null},on=seen>=this.change?record.on:layer.on;return Object.assign(layer,record,{on})});for(let layer of before)this.layers.
includes(layer)||this.#show(layer,!1);for(let layer of this.layers)layer.asked||this.#fetch(layer,base);this.draw()}async#fetch(layer,base){layer.asked=!0;try{let answer=await fetch(
new URL(`${base}/${layer.id}`,document.baseURI));if(!answer.ok)throw new Error(String(answer.status));layer.parts=makeParts(await answer.json(),this.classes,this.
renderer),layer.group=L.layerGroup(layer.parts)}catch{layer.lost=!0}this.draw()}#colour(layer){return this.state.data.style.own[this.state.view.theme][layer.colour]}draw(){
let{ground}=this.state;for(let layer of this.layers){let colour=this.#colour(layer),key=`${colour},${ground.halo}`;if(layer.key!==key&&layer.group){layer.key=key;
let look=lineLook(colour,ground,this.state.data.style.ownDash),stamp={stamp:triangleStamp(colour,ground)};for(let part of layer.parts)part.setStyle(part.feature.
kind==="line"?look:stamp)}this.#show(layer,layer.on)}this.tooltip.hide(),this.onchange()}#show({group},on){group&&(on?this.map.addLayer(group):this.map.removeLayer(
group))}#toggle(layer,on){layer.on=on,this.change+=1,this.draw(),this.report({on:Object.fromEntries(this.layers.map(one=>[one.id,one.on])),change:this.change})}group(){
if(!this.layers.length)return[];let{words}=this.state;return[el("section",{class:"sr-group sr-own"},[el("p",{class:"sr-key-title"},words.t("map.own.title")),el(
"ul",{},this.layers.map(layer=>this.#row(layer))),el("p",{class:"sr-small"},words.t("map.own.note"))])]}#row(layer){let{words,ground,data}=this.state,{name}=layer,
label=words.t("map.toggle_row",{name}),box=el("input",{type:"checkbox","data-key":`own:${layer.id}`,"aria-label":label});box.checked=layer.on,box.addEventListener(
"change",()=>this.#toggle(layer,box.checked));let sample=ownSample(layer.points>0,this.#colour(layer),ground,data.style.ownDash);return el("li",{class:"sr-row s\
r-layer"},[box,el("span",{class:"sr-symbol"},sample),el("span",{class:"sr-name",dir:"auto",title:name},name),el("span",{class:"sr-count"},words.number(layer.points+
layer.lines)),layer.lost?el("span",{class:"sr-small sr-lost"},words.t("map.own.lost")):null])}};var TABS=["corridor","leg","port","crossing","chokepoint","event","boundary"],NOTHING="–",NOT_YET_RANK=99;function recordsOf({data},tab){return tab==="corrido\
r"?data.corridors:tab==="leg"?data.legs:tab==="event"?data.events:tab==="boundary"?[...data.countries.filter(area=>area.kind==="disputed"),...data.borders.filter(
border=>border.status!=="international")]:data.places.filter(place=>place.kind===tab)}var rowName=(tab,record)=>`${tab!=="boundary"&&record.kind||tab}:${record.
id}`;function columnsOf(shown,words,tab){if(tab==="boundary")return boundaryColumns(words);if(tab==="event")return eventColumns(shown,words);let{name,status,risk,
km,countries,known:known2}=sharedColumns(shown,words),load=isLoad(shown)&&tab!=="corridor"?loadColumns(shown,words):[];if(tab==="corridor")return[name,status,risk,
stanceColumn(shown,words),km,countries,known2];if(tab==="leg"){let mode={key:"mode",text:leg=>words.t(`mode.${leg.mode}`)},gauge={key:"gauge",text:leg=>leg.gauge?
String(leg.gauge):NOTHING};return[name,mode,status,...load,risk,km,gauge,countries,known2]}return tab==="crossing"?[name,status,...load,risk,countries,{key:"gau\
ge",text:one=>gaugesText(words,one.gauges)},known2]:[name,status,...load,risk,countries,known2]}function loadColumns(shown,words){let found=({id})=>loadOf(shown,
id),said=say=>record=>{let load=found(record);return load?say(load):NOTHING};return[{key:"mt",number:!0,text:({id})=>{let carried=carriedBy(shown,id);return carried?
amount(words,carried.mt)+(carried.isDrawn?` (${words.t("basis.judgement")})`:""):NOTHING},rank:({id})=>carriedBy(shown,id)?.mt??-1},{key:"use",text:record=>{let carried=carriedBy(
shown,record.id);return isAfter(shown)?carried?words.t(`load.${carried.use}`):NOTHING:said(load=>useText(shown,words,load))(record)},rank:record=>useRank(shown,
record.id)},{key:"in_it",text:said(load=>contentText(shown,words,load,Number.POSITIVE_INFINITY)),rank:record=>found(record)?.mt??-1},{key:"counted",text:said(load=>countedText(
shown,words,load))}]}function useRank(shown,id){if(!isAfter(shown))return loadOf(shown,id)?.share??-1;let use=carriedBy(shown,id)?.use;return use===void 0||use===
"unknown"?-1:shown.data.style.order.class.load.indexOf(use)}var gaugesText=(words,gauges)=>Object.entries(gauges).map(([code,gauge])=>`${words.country(code)} ${gauge||
NOTHING}`).join(" / ");function sharedColumns(shown,words){let{order}=shown.data.style,dimension=dimensionOf(shown);return{name:{key:"name",head:!0,text:record=>nameOf(
shown,words,record)},status:{key:"status",text:record=>{let status=statusOf(shown,record);return status?words.t(`status.${status}`):words.t("map.not_yet")},rank:record=>{
let status=statusOf(shown,record);return status?order.table.status.indexOf(status):NOT_YET_RANK}},risk:{key:"risk",title:dimension?words.t(`dimension.${dimension}`):
void 0,text:record=>riskText(shown,words,record),rank:record=>{let risk=lensRisk(shown,record);return(dimension?risk?.score:risk?.value)??-1}},km:{key:"km",number:!0,
text:({km})=>words.number(km),rank:({km})=>km},countries:{key:"countries",text:record=>(record.countries??Object.keys(record.kmBy??{})).map(code=>words.country(
code)).join(", ")||NOTHING},known:{key:"last_known",text:record=>words.date(entryOf(shown,record)?.lastKnown??null)||NOTHING,rank:record=>entryOf(shown,record)?.
lastKnown??""}}}function stanceColumn(shown,words){let actor=actorId(shown);return{key:"stance",title:words.t("map.key.stance",{actor:words.local(actorOf(shown).
name)}),text:corridor=>words.t(`stance.${corridor.stances[actor].stance}`),rank:corridor=>shown.data.style.order.table.stance.indexOf(corridor.stances[actor].stance)}}
var boundaryColumns=words=>[{key:"name",text:record=>words.local(record.name)},{key:"status",text:record=>words.t(`boundary.${record.status||record.kind}`)},{key:"\
note",text:record=>words.local(record.note)}],eventDate=(words,event)=>words.date(event.date)+(event.until?` – ${words.date(event.until)}`:"");function eventColumns(shown,words){
let mark=shown.data.style.directionMark;return[{key:"date",text:event=>eventDate(words,event),rank:event=>event.day},{key:"name",head:!0,text:event=>words.local(
event.title)},{key:"direction",text:event=>`${mark[event.direction]} ${words.t(`direction.${event.direction}`)}`},{key:"corridors",text:event=>event.corridors.map(
id=>words.local(shown.corridorById[id].short)).join(", ")||NOTHING},{key:"confidence",text:event=>words.t(`confidence.${event.confidence}`)}]}function sortRecords(records,column,up,language){
if(!column)return[...records];let value=column.rank??column.text,compare=(a,b)=>typeof a=="number"&&typeof b=="number"?a-b:String(a).localeCompare(String(b),language);
return records.toSorted((a,b)=>(up?1:-1)*compare(value(a),value(b)))}function cardLines(shown,words,record){return[...statusLines(shown,words,record),..."short"in record?[]:tonnesLines(shown,words,record),..."mode"in record?legLines(
shown,words,record):[],..."short"in record?corridorLines(shown,words,record):[],...riskLines(shown,words,record),..."at"in record?placeLines(words,record):[]].filter(
([,text])=>text)}function statusLines(shown,words,record){let status=statusOf(shown,record),entry=entryOf(shown,record);if(!status||!entry)return[];let announced=entry.
planned?` (${words.t("map.announced")})`:"",known2=words.date(entry.lastKnown||entry.from);return[[words.t("map.column.status"),words.t(`status.${status}`)+announced],
[words.t("map.card.why"),words.local(entry.reason)],[words.t("map.card.known"),[known2,words.t(`confidence.${entry.confidence}`)].join(" · ")]]}function legLines(shown,words,leg){
let gauge=leg.gauge?` · ${words.t("map.gauge_mm",{n:leg.gauge})}`:"",users=leg.corridors.map(id=>words.local(shown.corridorById[id].short));return[[words.t("ma\
p.column.mode"),words.t(`mode.${leg.mode}`)+gauge],[words.t("map.column.km"),`${words.km(leg.km)} (${words.t(`map.km_source.${leg.kmSource}`)})`],[words.t("map.\
card.precision"),words.t(`precision.${leg.precision}`)],[words.t("map.card.note"),words.local(leg.note)],[words.t("map.tab.corridor"),users.join(", ")]]}function corridorLines(shown,words,corridor){
return[[words.t("map.column.km"),words.km(corridor.km)],[words.t("map.column.countries"),corridor.countries.map(code=>words.country(code)).join(", ")],[words.local(
actorOf(shown).name),stanceLine(words,corridor.stances[actorId(shown)])]]}function stanceLine(words,stance){let ground=stance.lookedUntil?[words.t("map.card.not\
hing_until",{date:words.date(stance.lookedUntil)})]:[words.t(`basis.${stance.basis}`),words.t(`confidence.${stance.confidence}`),words.date(stance.asOf)];return`${[
words.t(`stance.${stance.stance}`),...ground].join(" · ")}. ${words.local(stance.reason)}`}function riskLines(shown,words,record){let risk=compositeRisk(shown,
record);if(!risk)return[];let figure=risk.value===null?"":` ${risk.value} / 100`,dimensions=shown.data.dimensions.map((name,i)=>{let tenths=risk.tenths[i];return tenths===
0?"":`${words.t(`dimension.${name}`)} ${tenths===null?"?":words.decimal(tenths/10)}`});return[[words.t("map.column.risk"),`${words.t(`risk.${risk.name}`)}${figure}\
 (${risk.low}–${risk.high})`],[words.t("map.card.dimensions"),dimensions.filter(Boolean).join(" · ")]]}function tonnesLines(shown,words,record){let found=isLoad(
shown)&&record.segments?loadOf(shown,record.id):null;if(!found)return[];let amount2=isAfter(shown)?loadLines(shown,words,record.id,0)[0]:mtText(words,found.mt),
drawn=found.drawnMt>0?words.t("load.drawn_mt",{mt:mtText(words,found.drawnMt)}):"";return[[words.t("map.column.mt"),[amount2,drawn].filter(Boolean).join(". ")],
[words.t("map.column.use"),useText(shown,words,found)],[words.t("map.column.in_it"),contentText(shown,words,found,Number.POSITIVE_INFINITY)],[words.t("map.colum\
n.counted"),countedText(shown,words,found)]]}var placeLines=(words,place)=>[[words.t("map.card.baseline"),words.local(place.baseline)],[words.t("map.column.gaug\
e"),place.gauges?gaugesText(words,place.gauges):""],[words.t("map.card.note"),words.local(place.gaugeNote)]];function selectionCard(state){let record=selectedRecord(state);if(!record)return null;let{words}=state,name=nameOf(state,words,record),close={type:"button",class:"\
sr-close","aria-label":words.t("map.close"),onclick:()=>state.change({selection:""},!0)},lines=cardLines(state,words,record).flatMap(([label,text])=>[el("dt",{},
label),el("dd",{},text)]),title="short"in record?words.local(record.name):name;return el("section",{class:"sr-card","aria-label":name},[el("header",{},[el("h2",
{},title),el("button",close,"×")]),"summary"in record?el("p",{},words.local(record.summary)):null,el("dl",{},lines)])}function judgementSample(state){let{favours}=state.data.style.lens[state.view.theme].stance;return lineSample(state.ground,{colour:favours,width:5,hollow:!0})}var swatch=colour=>el(
"span",{class:"sr-swatch",style:{background:colour}}),small=words=>el("p",{class:"sr-small"},words);function stripedSample(state,colour){let{stripe,stripeGap}=state.
data.style.stroke;return lineSample(state.ground,{colour,width:6,wide:17,stripes:[stripe,stripeGap]})}var sampleOf=(state,kind,name,colour)=>kind==="load"&&name===
"unknown"?stripedSample(state,colour):swatch(colour);function widths(state){let{words,data,ground}=state,steps=widthSteps(data.style,words).map(([text,width])=>el(
"li",{},[lineSample(ground,{colour:ground.quiet,width,wide:20}),text]));return[el("p",{class:"sr-small"},words.t("load.width")),el("ul",{class:"sr-classes sr-wi\
dths"},steps)]}function lensKey(state){let kind=lensKind(state),title=el("p",{class:"sr-key-title"},lensTitle(state,state.words));if(kind==="status")return title;
let family=coloursOfLens(state),colours=state.data.style.lens[state.view.theme][family],classes2=state.data.style.order.class[kind].map(name=>el("li",{},[sampleOf(
state,kind,name,colours[name]),classWords(state,state.words,name)]));return el("div",{class:"sr-key"},[title,el("ul",{class:"sr-classes"},classes2),...notes(state,
kind)])}function notes(state,kind){let{words,view,highlights}=state;if(kind==="risk")return[aggregation(state)];if(kind==="load"){let{unknown}=state.data.style.
lens[view.theme].load,hollow=lineSample(state.ground,{colour:unknown,width:5,hollow:!0}),untried2=!highlights.load&&view.closed.length>0,told=highlights.load?words.
t("load.after",{year:baseYear(state)}):"";return[...widths(state),small([hollow,` ${words.t("load.drawn")}`]),small(words.t("load.ring")),...told?[small(told)]:
[],...untried2?[small(words.t("load.untried"))]:[]]}if(kind==="stance")return[small([judgementSample(state),words.t("map.key.judgement")]),small(words.t("map.ke\
y.undated",{date:words.date(state.data.evidenceEnd)}))];let untried=!highlights.veto&&view.closed.length>0;return[small(words.t("map.key.veto_note")),...untried?
[small(words.t("map.key.veto_untried"))]:[]]}function aggregation(state){let{words}=state,title=words.t("map.aggregation.title"),choices=["weakest","length"].map(
name=>{let on=state.view.aggregation===name,attributes={type:"button","data-key":`aggregation:${name}`,"aria-pressed":String(on),class:on?"sr-on":"",title:words.
t(`map.aggregation.${name}_hint`),onclick:()=>state.change({aggregation:name},!0)};return el("button",attributes,words.t(`map.aggregation.${name}`))});return el(
"div",{class:"sr-choices sr-aggregation",role:"group","aria-label":title},[el("span",{class:"sr-small"},title),...choices])}var Legend=class{constructor(root,state,own=null){this.root=root,this.state=state,this.own=own,this.folded=!1,this.open=new Set,this.body=null,this.onfold=()=>{},
this.draw()}draw(){let scroll=this.body?.scrollTop??0;keepFocus(this.root,()=>{this.root.replaceChildren(this.#head()),!this.folded&&(this.body=el("div",{class:"\
sr-legend-body"},[lensKey(this.state),...this.own?.group()??[],...this.#corridorGroups(),this.#layerRows(),this.#marks()]),this.root.append(this.body),this.body.
scrollTop=scroll)})}#head(){let attributes={type:"button",class:"sr-legend-head","aria-expanded":String(!this.folded),"data-key":"fold",onclick:()=>{this.folded=
!this.folded,this.draw(),this.onfold()}};return el("button",attributes,[el("span",{},this.state.words.t("map.legend")),el("span",{class:"sr-caret","aria-hidden":"\
true"},this.folded?"▸":"▾")])}#toggle(rows,key,label){let{state}=this,on=rows.filter(row=>isRowOn(state,row)).length,box=el("input",{type:"checkbox","data-k\
ey":key,"aria-label":label});return box.checked=on===rows.length,box.indeterminate=on>0&&on<rows.length,box.addEventListener("change",()=>{let off=new Set(state.
view.off);for(let row of rows)box.checked?off.delete(row):off.add(row);state.change({off},!0)}),box}#corridorGroups(){return corridorsByStatus(this.state).map(([
status,corridors])=>this.#corridorGroup(status,corridors))}#corridorGroup(status,corridors){let{state}=this,{style}=state.data,{ground}=state,colours=lensKind(state)===
"status"?style.lens[state.view.theme].status:null,name=state.words.t(`status.${status}`),rows=corridors.map(({id})=>`corridor:${id}`),head=el("h3",{},[this.#toggle(
rows,`group:${status}`,state.words.t("map.toggle_group",{name})),statusSample(style,ground,status,colours?colours[status]:ground.quiet),el("span",{class:"sr-nam\
e"},name),el("span",{class:"sr-count"},corridors.length)]),list=corridors.map(corridor=>this.#corridorRow(corridor));return el("section",{class:"sr-group"},[head,
el("ul",{},list)])}#pick(id,words,title){let{state}=this,chosen=state.view.selection===id,attributes={type:"button",class:"sr-pick","data-key":id,"aria-pressed":String(
chosen),title,onclick:()=>state.change({selection:chosen?"":id},!0)};return el("button",attributes,words)}#corridorRow(corridor){let{state}=this,{words}=state,id=`\
corridor:${corridor.id}`,{name,judgement}=corridorClass(state,corridor),colour=name?state.data.style.lens[state.view.theme][coloursOfLens(state)][name]:state.ground.
quiet,closed=isClosed(state,corridor),usual=name?words.t(`${lensKind(state)}.${name}`):"",meaning=closed?words.t("map.closed_on_trial"):usual,short2=words.local(
corridor.short),row=`sr-row${state.view.selection===id?" sr-on":""}${closed?" sr-closed":""}`;return el("li",{class:row},[this.#toggle([id],`box:${corridor.id}`,
words.t("map.toggle_row",{name:short2})),el("span",{class:`sr-swatch${judgement?" sr-hollow":""}`,style:{background:colour},title:meaning}),this.#pick(id,[short2,
el("span",{class:"sr-hidden"},meaning&&`, ${meaning}`)],meaning)])}#layerRows(){let{ground,paint}=this.state,{data}=this.state,line=width=>lineSample(ground,{colour:ground.
quiet,width,wide:18}),bar=background=>el("span",{class:"sr-line",style:{background}}),places=kind=>data.places.filter(place=>place.kind===kind),legs=row=>data.legs.
filter(leg=>leg.row===row).length,rows=[this.#placesRow("ports",placeSymbol({kind:"port"},"open",paint),places("port")),this.#placesRow("crossings",placeSymbol(
{kind:"crossing",gaugeChange:!0},"open",paint),places("crossing")),this.#placesRow("chokepoints",placeSymbol({kind:"chokepoint"},"open",paint),places("chokepoin\
t")),this.#layerRow("lanes",line(data.style.lanePx),legs("lanes")),this.#layerRow("context",line(2),legs("context")),this.#layerRow("cities",placeSymbol({kind:"\
hub",role:"capital"},"open",paint),places("hub").length),this.#layerRow("rail",bar(ground.rail),data.rail.length),this.#layerRow("borders",bar(ground.border),data.
borders.length)];return el("section",{class:"sr-group"},el("ul",{},rows))}#layerRow(row,symbol,count,name,below){let{words}=this.state,title=words.t(`map.row.${row}`);
return el("li",{class:"sr-row sr-layer"},[this.#toggle([row],`box:${row}`,words.t("map.toggle_row",{name:title})),el("span",{class:"sr-symbol"},symbol),name??el(
"span",{class:"sr-name"},title),el("span",{class:"sr-count"},count),below])}#placesRow(row,symbol,places){let open=this.open.has(row),attributes={type:"button",
class:"sr-pick","data-key":`open:${row}`,"aria-expanded":String(open),onclick:()=>{open?this.open.delete(row):this.open.add(row),this.draw()}},name=el("button",
attributes,[`${this.state.words.t(`map.row.${row}`)} `,el("span",{class:"sr-caret","aria-hidden":"true"},open?"▾":"▸")]),list=open&&el("ul",{class:"sr-sub"},
places.map(place=>this.#placeRow(place)));return this.#layerRow(row,symbol,places.length,name,list||void 0)}#placeRow(place){let{state}=this,id=`${place.kind}:${place.
id}`,symbol=placeSymbol(place,placeState(state.data.style,statusOf(state,place)),state.paint),chosen=state.view.selection===id,button=this.#pick(id,[symbol,` ${state.
words.local(place.name)}`]);return el("li",{class:chosen?"sr-on":""},button)}#marks(){let{state}=this,{words,ground,paint}=state,steps=state.data.style.widthSteps,
widths2=steps.map(([from,width2],i)=>{let to=i+1<steps.length?steps[i+1][0]-1:null,range=to===null?`${from}+`:to===from?String(from):`${from}–${to}`;return el(
"li",{},[lineSample(ground,{colour:ground.quiet,width:width2,wide:24}),range])}),note=parts2=>el("p",{class:"sr-small"},parts2),gauge=placeSymbol({kind:"crossin\
g",gaugeChange:!0},"open",paint),width=[el("p",{class:"sr-key-title"},words.t("map.key.width")),el("ul",{class:"sr-widths"},widths2)];return el("section",{class:"\
sr-group sr-marks"},[...lensKind(state)==="load"?[]:width,note([placeSymbol({kind:"port"},"half",paint),` ${words.t("map.key.half")}`]),note([crossSymbol(paint),
` ${words.t("map.key.cross")}`]),note([gauge,` ${words.t("map.key.gauge")}`]),note([words.t("map.key.schematic")])])}};var TableTwin=class{constructor(root,state){this.root=root,this.state=state,this.tab="corridor",this.sort={key:"order",up:!0}}draw(){let scroll=this.root.querySelector(
".sr-table-scroll")?.scrollTop??0;keepFocus(this.root,()=>{let box=this.#table();this.root.replaceChildren(this.#tabs(),box),box.scrollTop=scroll})}#tabs(){let{
words}=this.state,buttons=TABS.map(tab=>{let on=tab===this.tab,attributes={type:"button","data-key":`tab:${tab}`,"aria-pressed":String(on),class:on?"sr-on":"",onclick:()=>{
this.tab=tab,this.sort={key:"order",up:!0},this.draw()}};return el("button",attributes,words.t(`map.tab.${tab}`))});return el("div",{class:"sr-tabs",role:"group",
"aria-label":words.t("map.table")},buttons)}#table(){let{state,tab,sort}=this,{words}=state,columns=columnsOf(state,words,tab),by=columns.find(({key})=>key===sort.
key),records=sortRecords(recordsOf(state,tab),by,sort.up,state.view.language),box={class:"sr-table-scroll",tabindex:"0",role:"region","aria-label":words.t(`map.\
tab.${tab}`)},head=el("tr",{},columns.map(column=>this.#heading(column))),body=records.map(record=>this.#row(record,columns)),table=el("table",{},[el("caption",
{class:"sr-hidden"},words.t("map.table_caption")),el("thead",{},head),el("tbody",{},body)]);return el("div",box,table)}#heading({key,title,number}){let on=this.
sort.key===key,{up}=this.sort,attributes={type:"button","data-key":`sort:${key}`,onclick:()=>{this.sort={key,up:on?!up:!0},this.draw()}},arrow=el("span",{"aria-\
hidden":"true"},on?up?" ▴":" ▾":""),button=el("button",attributes,[title??this.state.words.t(`map.column.${key}`),arrow]);return el("th",{scope:"col","aria-\
sort":on?up?"ascending":"descending":"none",class:number?"sr-number":""},button)}#row(record,columns){let{state,tab}=this,id=rowName(tab,record),isEvent=tab==="\
event",chosen=isEvent?state.view.date===record.day:state.view.selection===id,act=()=>{let selects={selection:chosen?"":id};state.change(isEvent?{date:withinDates(
state.data,record.day)}:selects,!0)},cells=columns.map(({head,number,text})=>{if(!head)return el("td",{class:number?"sr-number":""},text(record));let attributes={
type:"button",class:"sr-pick","data-key":id,"aria-pressed":String(chosen),onclick:event=>{event.stopPropagation(),act()}};return el("th",{scope:"row"},el("butto\
n",attributes,text(record)))});return el("tr",{class:chosen?"sr-on":"",onclick:tab==="boundary"?null:act},cells)}};function eventsOf(shown){let[kind,id]=splitSelection(shown.view.selection);return!id||kind==="hub"?shown.data.events:shown.data.events.filter(event=>event[kind===
"corridor"?"touches":"parts"].includes(id))}var latestEvent=shown=>eventsOf(shown).findLast(event=>event.day<=shown.view.date)??null;function neighbouringDay(shown,forward){
let now=shown.view.date;return eventsOf(shown).map(event=>event.day).filter(day=>day>=shown.data.dates[0]&&(forward?day>now:day<now)).at(forward?0:-1)??null}var STEP_MS=1800,STEPS={ArrowLeft:-1,ArrowDown:-1,ArrowRight:1,ArrowUp:1,PageDown:-12,PageUp:12},TimeBar=class{constructor(root,state){this.root=root,this.state=
state,this.timer=void 0,this.dragging=!1,this.slider=el("input"),this.label=el("output"),this.caption=el("p"),root.setAttribute("role","group"),this.draw()}go(day){
this.state.change({date:withinDates(this.state.data,day)},!0)}#step(forward){let day=neighbouringDay(this.state,forward);return day&&this.go(day),day}#play(){if(this.
timer){this.#stop();return}neighbouringDay(this.state,!0)||this.go(this.state.data.dates[0]),this.timer=setInterval(()=>{(!this.root.isConnected||!this.#step(!0)||
!neighbouringDay(this.state,!0))&&this.#stop()},STEP_MS),this.draw()}#stop(){clearInterval(this.timer),this.timer=void 0,this.draw()}draw(){this.root.setAttribute(
"aria-label",this.state.words.t("map.date")),keepFocus(this.root,()=>{this.caption=el("p",{class:"sr-happened"},this.#happened()),this.root.replaceChildren(this.#buttons(),
this.#track(),this.#readout(),this.caption)})}#buttons(){let{words}=this.state,button=(key,label,sign2,onclick,disabled=!1)=>el("button",{type:"button","data-ke\
y":key,"aria-label":label,title:label,disabled,onclick},sign2),[back,next]=[!1,!0].map(forward=>neighbouringDay(this.state,forward)),play=words.t(this.timer?"ma\
p.stop":"map.play");return el("div",{class:"sr-steps"},[button("play",play,this.timer?"❚❚":"▶",()=>this.#play()),button("event-back",words.t("map.event_ba\
ck"),"‹",()=>this.#step(!1),!back),button("event-next",words.t("map.event_next"),"›",()=>this.#step(!0),!next)])}#track(){let{state}=this,{words,data}=state,
[first,last,known2]=data.dates,[from,to]=[dayIndex(first),dayIndex(last)],place=day=>({left:`calc(10px + (100% - 20px) * ${(dayIndex(day)-from)/(to-from)})`});this.
slider=this.#makeSlider(from,to);let years=[];for(let year=Number(first.slice(0,4));year<=Number(last.slice(0,4));year++)years.push(el("i",{class:"sr-year",style:place(
`${year}-01-01`)},year));let ticks=eventsOf(state).filter(event=>event.day>=first).map(event=>el("i",{class:`sr-event sr-${event.direction}`,style:place(event.day)})),
title=words.t("map.evidence_ends",{date:words.date(data.evidenceEnd)}),end=el("i",{class:"sr-end",style:place(known2),title});return el("div",{class:"sr-track"},
[el("div",{class:"sr-strip","aria-hidden":"true"},[...ticks,end]),this.slider,el("div",{class:"sr-years","aria-hidden":"true"},years)])}#makeSlider(min,max){let{
words,view}=this.state,slider=el("input",{type:"range",min,max,step:1,"data-key":"date","aria-label":words.t("map.date"),oninput:()=>{this.dragging=!0,this.go(dayAt(
Number(slider.value)))},onchange:()=>{this.dragging=!1,this.draw()},onkeydown:event=>this.#key(event)});return slider.value=String(dayIndex(view.date)),slider.setAttribute(
"aria-valuetext",words.date(view.date)),slider}#key(event){let by=STEPS[event.key];if(!by)return;event.preventDefault();let now=this.state.view.date;this.go(event.
shiftKey?dayAt(dayIndex(now)+by):addMonths(now,by))}#readout(){let{state}=this,{words}=state,[min,max,known2]=state.data.dates;this.label=el("output",{class:"sr\
-day"},this.#dayText());let pick=el("input",{type:"date",class:"sr-pick-day","data-key":"day",min,max,value:state.view.date,"aria-label":words.t("map.pick_day"),
onchange:()=>{pick.value&&withinDates(state.data,pick.value)===pick.value&&this.go(pick.value)}}),toKnown=el("button",{type:"button",class:"sr-known","data-key":"\
known",disabled:state.view.date===known2,title:words.t("map.last_known_hint"),onclick:()=>this.go(known2)},words.t("map.last_known"));return el("div",{class:"sr\
-readout"},[this.label,pick,toKnown])}#dayText(){let{words,view,data}=this.state,ahead=view.date>data.evidenceEnd;return[words.date(view.date),ahead?el("small",
{},words.t("map.as_announced")):null]}#happened(){let{state}=this,{words}=state,event=latestEvent(state),all=eventsOf(state);if(!event)return[words.t(all.length?
"map.no_event_yet":"map.no_event")];let direction=words.t(`direction.${event.direction}`),mark=state.data.style.directionMark[event.direction],count=words.t("ma\
p.event_of",{n:all.indexOf(event)+1,all:all.length});return[el("b",{class:`sr-mark sr-${event.direction}`,title:direction},mark)," ",el("span",{class:"sr-when"},
`${eventDate(words,event)} · ${direction}: `),words.local(event.title),event.confidence==="low"?` (${words.t("confidence.low")})`:"",el("span",{class:"sr-count"},
` ${count}`)]}update(changed){if(changed.date||changed.selection||changed.language){if(!this.dragging){this.draw();return}fill(this.label,this.#dayText()),fill(
this.caption,this.#happened()),this.slider.setAttribute("aria-valuetext",this.state.words.date(this.state.view.date))}}};function choice(key,label,on,act,title){let attributes={type:"button","data-key":key,"aria-pressed":String(on),class:on?"sr-on":"",title,onclick:act};return el(
"button",attributes,label)}var Toolbar=class{constructor(root,state,actions){this.root=root,this.state=state,this.actions=actions,this.draw()}draw(){keepFocus(this.
root,()=>this.root.replaceChildren(this.#brand(),this.#lens(),this.#right()));let page=document.documentElement;page.lang!==this.state.view.language&&(page.lang=
this.state.view.language)}#brand(){let{words,data}=this.state;return el("div",{class:"sr-brand"},[el("h1",{},"Searoom"),el("span",{},words.local(data.title))])}#lens(){
let{state}=this,{words}=state,kind=lensKind(state),lens=(name,label,value,title="")=>choice(`lens:${name}`,label,kind===name,()=>state.change({lens:value},!0),title||
void 0);return el("div",{class:"sr-lens",role:"group","aria-label":words.t("map.lens")},[el("span",{class:"sr-caption"},words.t("map.lens")),lens("risk",words.t(
"map.lens_risk"),"risk"),this.#dimensions(),lens("status",words.t("map.lens_status"),"status"),lens("veto",words.t("map.lens_veto"),"veto",words.t("map.lens_vet\
o_hint")),...state.data.load.commodities.length?[lens("load",words.t("map.lens_load"),"load",words.t("map.lens_load_hint")),this.#cargoes()]:[],lens("stance",words.
t("map.lens_stance"),`stance:${actorId(state)}`),this.#actors()])}#actors(){let{state}=this,{words,data}=state,options=data.actors.map(actor=>el("option",{value:actor.
id,selected:actor.id===actorId(state)},(actor.partOf?"  · ":"")+words.local(actor.name))),attributes={"data-key":"actor","aria-label":words.t("map.lens_actor"),
class:lensKind(state)==="stance"?"sr-on":"",onchange:()=>{let actor=select.value===data.firstActor?"":select.value;state.change({actor,lens:`stance:${select.value}`},
!0)}},select=el("select",attributes,options);return select}#dimensions(){let{state}=this,{words,data}=state,isRisk=lensKind(state)==="risk",options=["",...data.
dimensions].map(name=>el("option",{value:name?`risk:${name}`:"risk",selected:isRisk&&name===dimensionOf(state)},words.t(name?`dimension.${name}`:"map.lens_all"))),
attributes={"data-key":"dimension","aria-label":words.t("map.lens_dimension"),class:isRisk?"sr-on":"",onchange:()=>state.change({lens:select.value},!0)},select=el(
"select",attributes,options);return select}#cargoes(){let{state}=this,{words,data}=state,options=[{id:"",name:null},...data.load.commodities].map(({id,name})=>el(
"option",{value:id?`load:${id}`:"load",selected:isLoad(state)&&id===commodityOf(state)},name?words.local(name):words.t("map.lens_all_cargo"))),attributes={"data\
-key":"cargo","aria-label":words.t("map.lens_cargo"),class:isLoad(state)?"sr-on":"",onchange:()=>state.change({lens:select.value},!0)},select=el("select",attributes,
options);return select}#right(){let{state,actions}=this,{words,data,view}=state,languages=Object.entries(data.text).map(([code,text])=>choice(`lang:${code}`,code.
toUpperCase(),view.language===code,()=>state.change({language:code},!0),text["map.language_name"])),dark=view.theme==="dark",otherTheme=()=>state.change({theme:dark?
"light":"dark"},!0);return el("div",{class:"sr-right"},[choice("trial",words.t("map.trial"),actions.isTrialOn(),actions.toggleTrial,words.t("map.trial_hint")),choice(
"table",words.t("map.table"),actions.isTableOpen(),actions.toggleTable),el("div",{role:"group","aria-label":words.t("map.language"),class:"sr-choices"},languages),
choice("theme",words.t(dark?"map.theme_light":"map.theme_dark"),!1,otherTheme)])}};var TEXTS=["lens","actor","date","since","selection","aggregation","origin","market","by","capacities","language","theme"],BY=["time","cost","risk","generalised"],
AGGREGATIONS=["weakest","length"],CAPACITIES=["nameplate","practical"],MOST_SHOCKS=1.5,MOST_MONTHS=24,MOST_WEIGHT=10,OTHERS=["v","embed","embed_options"],short=text=>text.
trim()?Number(Number(text).toPrecision(6)):Number.NaN,parts=text=>[...new Set(text.split(",").filter(Boolean))].sort();function pairs(text){let found=new Map;for(let pair of text.
split(",").filter(Boolean)){let at=pair.lastIndexOf(":");found.set(pair.slice(0,Math.max(0,at)),short(pair.slice(at+1)))}return[...found].sort(([a],[b])=>a<b?-1:
1)}function isLens(data,lens){let at=lens.indexOf(":");if(lens==="load")return data.load.commodities.length>0;if(at<0)return["risk","status","veto"].includes(lens);
let[kind,which]=[lens.slice(0,at),lens.slice(at+1)];return kind==="stance"?data.actors.some(actor=>actor.id===which):kind==="load"?data.load.commodities.some(each=>each.
id===which):kind==="risk"&&data.dimensions.includes(which)}var CAN_SHOW={lens:(lens,{data})=>isLens(data,lens),actor:(id,{data})=>id===""||data.actors.some(actor=>actor.
id===id),date:(day,{data})=>isShownDay(data,day),since:(day,{data})=>isShownDay(data,day),selection:(name,{byId})=>name===""||Object.hasOwn(byId,name),aggregation:name=>AGGREGATIONS.
includes(name),origin:(id,{data})=>id===""||data.names.origins.includes(id),market:(id,{data})=>id===""||data.names.markets.includes(id),by:name=>BY.includes(name),
capacities:name=>CAPACITIES.includes(name),language:(code,{data})=>Object.hasOwn(data.text,code),theme:(name,{data})=>Object.hasOwn(data.style.ground,name)},READERS={
...Object.fromEntries(TEXTS.map(key=>[key,(text,shown)=>CAN_SHOW[key](text,shown)?{value:text}:{}])),off:text=>({value:parts(text)}),closed:(text,{data})=>known(
parts(text),name=>data.names.closable.includes(name)),built:(text,{data})=>{let built=pairs(text);return built.every(([id,share])=>id&&share>=0&&share<=1)?known(
built,([id])=>data.names.buildable.includes(id)):{}},weights:(text,{data})=>{let value=pairs(text);return value.every(([name,weight])=>data.dimensions.includes(
name)&&weight>=0&&weight<=MOST_WEIGHT)?{value}:{}},shocks:text=>{let value=short(text);return value>=0&&value<=MOST_SHOCKS?{value}:{}},months:text=>{let value=short(
text);return value>=0&&value<=MOST_MONTHS?{value}:{}},bounds:text=>{let value=text.split(",").map(part=>part.trim()?Number(part):Number.NaN),[west,south,east,north]=value;
return value.length===4&&value.every(Number.isFinite)&&west<east&&south<north?{value}:{}}};function known(list,isKnown){let value=list.filter(isKnown);return{value,
lost:value.length<list.length}}function readQuery(query,shown){let asked=new Map(new URLSearchParams(query)),view={},ignored=[];for(let[key,text]of asked){if(OTHERS.
includes(key))continue;let{value,lost}=Object.hasOwn(READERS,key)?READERS[key](text,shown):{};value!==void 0&&(view[key]=value),(value===void 0||lost)&&ignored.
push(key)}let version=asked.get("v")??"1";return/^[1-9]\d*$/.test(version)&&Number(version)<=shown.data.linkVersion||ignored.push("v"),{view,ignored:ignored.sort()}}
var flat=value=>Array.isArray(value)?value.map(one=>Array.isArray(one)?one.join(":"):one).join(","):value;function viewToQuery(view,standard,version){let query=new URLSearchParams,
fields={...view};for(let[key,usual]of Object.entries(standard)){let value=flat(fields[key]);value!==flat(usual)&&value!==null&&query.set(key,String(value))}let text=query.
toString();return text&&`v=${version}&${text}`}var Words=class{constructor(text,language){this.text=text,this.language=language,this.locale=language==="ru"?"ru-RU":"en-GB"}t(key,values={}){let text=this.text[key]??
key;for(let[name,value]of Object.entries(values))text=text.replaceAll(`{${name}}`,()=>String(value));return text}local(text){return text?text[this.language]:""}number(value){
return value.toLocaleString(this.locale,{maximumFractionDigits:0})}decimal(value){return value.toLocaleString(this.locale,{minimumFractionDigits:1,maximumFractionDigits:1})}km(value){
return this.t("map.km",{n:this.number(value)})}country(code){return this.text[`country.${code}`]??code}date(date){if(!date)return"";let[year,month,day]=date.split(
"-");return month?day?this.t("map.day_month_year",{day:Number(day),month:this.t(`month.of.${month}`),year}):this.t("map.month_year",{month:this.t(`month.${month}`),
year}):year}};var asText=value=>value instanceof Set?[...value].sort().join():JSON.stringify(value),State=class{constructor(payload){this.data=payload,this.view=viewOf(payload.
view),this.highlights=noHighlights(),this.emphasis=[],this.scale=1;let{legById,corridorById,placeById,byId}=indexRecords(payload);this.legById=legById,this.corridorById=
corridorById,this.placeById=placeById,this.byId=byId,this.obstacles=[],this.listeners=[],this.words=this.#wordsOf(this.view.language)}#wordsOf(language){return new Words(
this.data.text[language],language)}get ground(){return this.data.style.ground[this.view.theme]}get paint(){return{ground:this.ground,sizes:this.data.style.place}}listen(listener){
this.listeners.push(listener)}#announce(changed,byUser){for(let listener of this.listeners)listener(changed,byUser)}change(change,byUser=!1){let after=viewAfter(
this.view,change),before={...this.view},changed=Object.entries(after).filter(([key,value])=>asText(value)!==asText(before[key]));changed.length&&(this.view=after,
byUser&&changed.some(([key])=>key==="lens"||key==="closed")&&(this.highlights={...this.highlights,load:null}),after.language!==before.language&&(this.words=this.#wordsOf(
after.language)),this.#announce(Object.fromEntries(changed.map(([key])=>[key,!0])),byUser))}highlight(highlights){JSON.stringify(highlights)!==JSON.stringify(this.
highlights)&&(this.highlights=highlights,this.#announce({highlights:!0},!1))}plainView(){return plainViewOf(this.view)}closed(record){return isClosed(this,record)}onNext(leg){
return isNext(this,leg)}events(){return eventsOf(this)}};var LOOK=["language","theme"];function askedOf(queries,scenes){let query=new URLSearchParams;for(let text of queries)for(let[name,value]of new URLSearchParams(text))
query.set(name,value);let wanted=query.get("scene"),index=scenes.findIndex(({id})=>id===wanted);return{index:Math.max(0,index),unknown:wanted!==null&&index<0?wanted:
"",look:new URLSearchParams([...query].filter(([name])=>LOOK.includes(name))).toString()}}var askedByAddress=scenes=>askedOf([document.body.dataset.view??"",location.
search,location.hash.slice(1)],scenes);function icon(path,{solid=!1,filled=""}={}){let parts2=[svg("path",{d:path,...{fill:solid?"currentColor":"none",stroke:"currentColor","stroke-width":1.8,"stroke\
-linecap":"round","stroke-linejoin":"round"}})];return filled&&parts2.push(svg("path",{d:filled,fill:"currentColor"})),svg("svg",{viewBox:"0 0 24 24",width:"1.3\
em",height:"1.3em","aria-hidden":"true"},parts2)}var sign=text=>el("span",{},text);function drawButtons(root,words,act,{first,last}){let half={filled:"M12 4A8 8\
 0 0 1 12 20Z"},buttons=[["previous",icon("M15 5L8 12L15 19"),words.t("present.previous"),act.ArrowLeft,first],["next",icon("M9 5L16 12L9 19"),words.t("present.\
next"),act.ArrowRight,last],["black",icon("M4 6H20V18H4Z",{solid:!0}),words.t("present.black"),act.b],["full",icon("M4 9V5H9M15 5H20V9M20 15V19H15M9 19H4V15"),words.
t("present.full"),act.f],["speaker",icon("M4 5H20V15H4ZM12 15V20M8 20H16"),words.t("present.speaker"),act.s],["language",sign(words.language.toUpperCase()),words.
t("present.language"),act.l],["theme",icon("M12 4A8 8 0 0 1 12 20ZM12 4A8 8 0 0 0 12 20",half),words.t("present.theme"),act.t],["help",sign("?"),words.t("presen\
t.help"),act.h]];root.setAttribute("aria-label",words.t("present.controls")),keepFocus(root,()=>root.replaceChildren(...buttons.map(button=>makeButton(...button))))}
function makeButton(key,face,label,act,off=!1){return el("button",{type:"button","data-key":key,"aria-label":label,title:label,"aria-disabled":off?"true":null,onclick:event=>{
act(),event.detail&&document.activeElement instanceof HTMLElement&&document.activeElement.blur()}},face)}function writeHelp(dialog,words){let list=[[`→  ↓  Page\
 Down  Enter  ${words.t("present.space")}`,words.t("present.next")],["←  ↑  Page Up  Backspace",words.t("present.previous")],["Home  End",words.t("present.e\
nds")],["1 2 3 …  Enter",words.t("present.number")],["B  .",words.t("present.black")],["F  F5",words.t("present.full")],["S",words.t("present.speaker")],["L",
words.t("present.language")],["T",words.t("present.theme")],["?  H",words.t("present.help")],["Esc",words.t("present.close")]].flatMap(([keys,meaning])=>[el("dt",
{},keys.split("  ").map(key=>el("kbd",{},key))),el("dd",{},meaning)]),close={type:"button","data-key":"close-help",onclick:()=>dialog.close()};dialog.setAttribute(
"aria-label",words.t("present.help")),dialog.replaceChildren(el("h2",{},words.t("present.help")),el("dl",{},list),el("button",close,words.t("map.close")))}var FONT=14,WIDEST=190,PAD_X=8,PAD_Y=5,LINE_HEIGHT=1.25,CLEAR=4,EDGE=6,SYMBOL=9,REACHES=[26,42,60,82,110,145,190,250,330,430],TURNS=20,STEP=12,MOST_STEPS=40,distance=(a,b)=>Math.
hypot(b.x-a.x,b.y-a.y),between=(a,b,share)=>({x:a.x+(b.x-a.x)*share,y:a.y+(b.y-a.y)*share}),exit=(box,p)=>({x:Math.max(box[0],Math.min(p.x,box[2])),y:Math.max(box[1],
Math.min(p.y,box[3]))});function leaderBoxes({from,to},scale,step){let whole=distance(from,to),boxes=[];for(let d=4;d<whole-11*scale;d+=step){let{x,y}=between(from,
to,d/whole);boxes.push(grow([x,y,x,y],2))}return boxes}var Callouts=class{constructor(map,state,geometry,labels){this.map=map,this.state=state,this.geometry=geometry,
this.labels=labels,this.list=[]}set(list){this.list=list.filter(([place])=>Object.hasOwn(this.state.placeById,place))}place(taken,symbols2){let{map,state}=this,
size=map.getSize(),lines=this.#linePoints(),done=[];for(let[id,text]of this.list){let{at,kind}=state.placeById[id],p=map.latLngToContainerPoint([at[1],at[0]]);if(p.
x<0||p.y<0||p.x>size.x||p.y>size.y)continue;let words=this.#wrap(text),names=taken.filter(box=>!symbols2.includes(box)),others=done.map(({spot:spot2})=>spot2.box),
spot=this.#spot(p,words,taken,others,lines)??this.#spot(p,words,names,others,lines);spot&&(taken.push(spot.box,...leaderBoxes(spot,state.scale,state.data.style.
label.callout.leaderStepPx)),done.push({words,spot,hub:kind==="hub"}))}done.length&&this.#draw(done)}#wrap(text){let{scale}=this.state,px=FONT*scale,width=this.
labels.pen.at(px,600),rows=[""];for(let word of text.split(/ +/)){let last=rows[rows.length-1],longer=last?`${last} ${word}`:word;last&&width(longer)>WIDEST*scale?
rows.push(word):rows[rows.length-1]=longer}let w=Math.ceil(Math.max(...rows.map(width)))+2*PAD_X*scale+4;return{rows,px,w,h:rows.length*px*LINE_HEIGHT+2*PAD_Y*scale+
2}}#linePoints(){let points=[];if(!this.list.length)return points;for(let{shown,leg,line}of this.geometry.legs){if(!shown||!leg.corridors.length)continue;let corners=line.
map(at=>this.map.latLngToContainerPoint(at));for(let[i,to]of corners.slice(1).entries()){let from=corners[i],steps=Math.min(MOST_STEPS,Math.ceil(distance(from,to)/
STEP));for(let n=1;n<=steps;n++){let{x,y}=between(from,to,n/steps);points.push([x,y])}}}return points}#spot(p,words,taken,others,lines){let{scale}=this.state,size=this.
map.getSize(),price=this.state.data.style.label.callout,best=null;for(let reach of REACHES)for(let turn=0;turn<TURNS;turn++){let box=boxAround(p,words,reach*scale,
turn),wide=grow(box,CLEAR*scale);if(!isInside(box,size,EDGE)||taken.some(other=>overlap(wide,other))||best&&reach*price.px>=best.cost)continue;let spot={box,from:exit(
box,p),to:p},cost=reach*price.px+this.#costOf(spot,wide,taken,others,lines);(!best||cost<best.cost)&&(best={...spot,cost})}return best}#costOf(spot,wide,taken,others,lines){
let price=this.state.data.style.label.callout,under=leaderBoxes(spot,this.state.scale,price.leaderStepPx),crosses=boxes=>under.filter(step=>boxes.some(other=>overlap(
step,other))).length,[left,top,right,bottom]=wide,covered=lines.filter(([x,y])=>x>left&&x<right&&y>top&&y<bottom).length*STEP;return price.coveredPx*Math.min(covered,
price.mostCoveredPx)+price.crossedPx*price.leaderStepPx*crosses(taken)+(crosses(others)?price.throughAnother:0)}#draw(done){let{map,labels}=this,zero=map.containerPointToLayerPoint(
[0,0]),{x,y}=map.getSize(),strokes=done.flatMap(one=>this.#leader(one)),leaders=svg("svg",{class:"sr-leaders",width:x,height:y,viewBox:`0 0 ${x} ${y}`},strokes);
leaders.style.transform=`translate(${zero.x}px,${zero.y}px)`,labels.sheet.push(leaders,...done.map(one=>this.#frame(one,zero)))}#leader({spot:{from,to},hub}){let{
ground,scale}=this.state,length=distance(from,to),end=between(from,to,Math.max(0,(length-(hub?0:SYMBOL)*scale)/length)),line=(stroke,px)=>svg("line",{stroke,"st\
roke-width":px*scale,x1:from.x,y1:from.y,x2:end.x,y2:end.y}),strokes=[line(ground.halo,4),line(ground.ink,1.5)];if(!hub)return strokes;let dot={cx:to.x,cy:to.y,
r:4*scale,fill:ground.ink};return[...strokes,svg("circle",{...dot,stroke:ground.halo,"stroke-width":1.5*scale})]}#frame({spot:{box},words},zero){let{scale}=this.
state,style={transform:`translate(${zero.x+box[0]}px,${zero.y+box[1]}px)`,width:`${words.w}px`,height:`${words.h}px`,padding:`${PAD_Y*scale}px ${PAD_X*scale}px`,
fontSize:`${words.px}px`,lineHeight:String(LINE_HEIGHT)};return el("span",{class:"sr-callout",style},words.rows.map(row=>el("span",{},row)))}};function boxAround(p,words,reach,turn){
let angle=2*Math.PI*(turn+.5)/TURNS,x=p.x+Math.cos(angle)*(reach+words.w/2),y=p.y+Math.sin(angle)*(reach+words.h/2);return[x-words.w/2,y-words.h/2,x+words.w/2,y+
words.h/2]}var FLIGHT_S2=1.6,REDRAW_MS=140,REDRAW_SHARE=4,MARGIN_PX2=24,CLOSEST=6.5,AROUND_PLACE_M=9e5;function boundsOf(state,scene){let{unit,opening}=state.data,record=selectedRecord(
state);if(scene.view.bounds)return L.latLngBounds(cornersOf(scene.view.bounds));if(record&&"bbox"in record)return L.latLngBounds(cornersOf(record.bbox));if(record&&
"at"in record)return L.latLng(record.at[1],record.at[0]).toBounds(AROUND_PLACE_M);let points=record?unpack(record.line,unit):scene.highlights.path.flatMap(id=>unpack(
state.legById[id].line,unit));return L.latLngBounds(points.length?points:cornersOf(opening))}var Flight=class{#redrawAt=0;constructor(map){this.map=map,this.flying=
!1,map.on("zoom",()=>this.#redraw()),map.on("moveend",()=>{this.flying=!1})}to(bounds,now){let{map}=this;map.stop();let room=L.point(2*MARGIN_PX2,2*MARGIN_PX2),
zoom=Math.max(map.getMinZoom(),Math.min(CLOSEST,map.getBoundsZoom(bounds,!1,room))),corners=[bounds.getSouthWest(),bounds.getNorthEast()].map(at=>map.project(at,
zoom)),middle=map.unproject(corners[0].add(corners[1]).divideBy(2),zoom),off=map.latLngToContainerPoint(middle).distanceTo(map.getSize().divideBy(2));if(!(Math.
abs(zoom-map.getZoom())<.01&&off<2)){if(now||prefersStill()){map.setView(middle,zoom,{animate:!1});return}this.flying=!0,this.#redrawAt=performance.now()+REDRAW_MS,
map.flyTo(middle,zoom,{duration:FLIGHT_S2})}}#redraw(){let now=performance.now();if(!this.flying||now<this.#redrawAt)return;this.map.fire("viewreset");let after=performance.
now();this.#redrawAt=after+Math.max(REDRAW_MS,REDRAW_SHARE*(after-now))}};var HERE_ONLY=["f","F5","s","?","h"];function nameOfKey({key,code}){return/^[\x21-\x7e]$/.test(key)?key.toLowerCase():key===" "?"Space":key.length===1&&/^Key[A-Z]$/.
test(code)?code.slice(3).toLowerCase():key}function actionsOf(presenter){let next=()=>presenter.move(1),back=()=>presenter.move(-1),black=()=>presenter.blackOut(
!presenter.isBlack),full=()=>presenter.fullScreen(),help=()=>presenter.toggleHelp();return{ArrowRight:next,ArrowDown:next,Space:next,PageDown:next,Enter:next,ArrowLeft:back,
ArrowUp:back,PageUp:back,Backspace:back,Home:()=>presenter.go(0),End:()=>presenter.go(presenter.scenes.length-1),b:black,".":black,f:full,F5:full,s:()=>presenter.
speaker.open(),l:()=>presenter.otherLanguage(),t:()=>presenter.otherTheme(),"?":help,h:help,Escape:()=>presenter.escape()}}var Keyboard=class{#digits="";#timer;constructor(presenter){
this.presenter=presenter,this.actions=actionsOf(presenter)}press(event,far){if(event.ctrlKey||event.altKey||event.metaKey||event.isComposing)return;let name=nameOfKey(
event);if(event.target.closest?.("button")&&(name==="Enter"||name==="Space"))return;let act=this.#actFor(name,far);act&&(event.preventDefault(),(!event.repeat||
/^\d$/.test(name))&&act())}#actFor(name,far){return/^\d$/.test(name)?()=>this.#digit(name):name==="Enter"&&this.#digits?()=>this.#jump():!Object.hasOwn(this.actions,
name)||far&&HERE_ONLY.includes(name)?null:this.actions[name]}#digit(digit){let{presenter}=this;this.#digits=(this.#digits+digit).slice(-3),presenter.say(presenter.
state.words.t("present.going",{n:this.#digits})),clearTimeout(this.#timer),this.#timer=setTimeout(()=>this.#jump(),1e3)}#jump(){let{presenter}=this,n=Number(this.#digits),
all=presenter.scenes.length;if(clearTimeout(this.#timer),this.#digits="",n<1||n>all){presenter.say(presenter.state.words.t("present.no_number",{n,all}));return}
presenter.hush(),presenter.go(n-1)}};function sceneKey(state,legs,places){let kind=lensKind(state),title=kind==="status"?state.words.t("map.lens_status"):lensTitle(state,state.words),entries=[...classes(
state,legs),...kind==="status"?[]:statuses(state,legs),...symbols(state,places)];return[el("li",{class:"sr-key-head"},title),...entries.map(entry=>el("li",{},entry))]}
function classes(state,legs){let{data,words,view,ground}=state,kind=lensKind(state),family=coloursOfLens(state),colours=data.style.lens[view.theme][family],there=new Set(
kind==="veto"?data.countries.map(({id})=>vetoOf(state,id)):legs.map(leg=>legClass(state,leg).name)),entries=data.style.order.class[kind].filter(name=>there.has(
name)).map(name=>[kind==="status"?statusSample(data.style,ground,name,colours[name]):swatch(colours[name]),classWords(state,words,name)]);return kind==="stance"&&
legs.some(leg=>legClass(state,leg).judgement)&&entries.push([judgementSample(state),words.t("present.judgement")]),entries}function statuses(state,legs){let{style}=state.
data,there=new Set(legs.map(leg=>isClosed(state,leg)?"suspended":statusOf(state,leg)));return style.order.status.filter(name=>name!=="operational"&&there.has(name)).
map(name=>[statusSample(style,state.ground,name,state.ground.quiet),state.words.t(`status.${name}`)])}function symbols(state,places){let{paint,words,data}=state,
entries=["port","crossing","chokepoint"].filter(kind=>places.some(place=>place.kind===kind)).map(kind=>[placeSymbol({kind},"open",paint),words.t(`map.kind.${kind}`)]);
return places.some(place=>placeState(data.style,statusOf(state,place))==="half")&&entries.push([placeSymbol({kind:"port"},"half",paint),words.t("present.half")]),
entries}var TICK_MS=500,FEATURES="popup,width=1100,height=760",two=n=>String(n).padStart(2,"0");function elapsed(seconds){return`${seconds>=3600?`${Math.floor(seconds/3600)}\
:`:""}${two(Math.floor(seconds/60)%60)}:${two(seconds%60)}`}function makeParts2(reset){return{count:el("span",{class:"sr-count"}),clock:el("time"),elapsed:el("t\
ime",{class:"sr-elapsed"}),reset:el("button",{type:"button",onclick:reset}),title:el("h1"),notes:el("div",{class:"sr-notes",tabindex:"0",role:"region"}),nextHead:el(
"h2"),nextTitle:el("h3"),nextText:el("p"),sourcesHead:el("h2"),sources:el("ul"),dark:el("p",{class:"sr-dark",role:"status"})}}var Speaker=class{constructor(presenter){
this.presenter=presenter,this.window=null,this.since=Date.now(),this.parts=this.#renew(),setInterval(()=>this.#tick(),TICK_MS),window.addEventListener("pagehide",
()=>{this.#page()&&(this.parts.dark.textContent=this.presenter.state.words.t("present.gone"))})}#page(){return this.window&&!this.window.closed?this.window.document:
null}#renew(){return makeParts2(()=>{this.since=Date.now(),this.#tick()})}open(){if(this.#page()){this.window?.focus();return}this.window=window.open("","searoo\
m-speaker",FEATURES);let page=this.#page();if(!this.window||!page){this.presenter.say(this.presenter.state.words.t("present.blocked"));return}let styles=[...document.
head.querySelectorAll("style")].map(style=>page.importNode(style,!0));page.head.replaceChildren(el("meta",{charset:"utf-8"}),...styles),page.body.className="sr-\
speaker sr-page",this.window.onkeydown=event=>this.presenter.key(event,!0),this.parts=this.#renew(),page.body.replaceChildren(...this.#build()),this.write()}#build(){
let{count,dark,clock,elapsed:passed,reset,title,notes:notes2}=this.parts,{nextHead,nextTitle,nextText,sourcesHead,sources}=this.parts;return[el("header",{},[count,
dark,clock,passed,reset]),el("main",{},[el("section",{},[title,notes2]),el("aside",{},[nextHead,nextTitle,nextText,sourcesHead,sources])])]}write(){let page=this.#page();
if(!page)return;let{presenter,parts:parts2}=this,{words,view}=presenter.state,now=presenter.wordsOf(presenter.index);page.title=words.t("present.speaker"),page.
documentElement.lang=view.language,page.documentElement.setAttribute("data-sr-theme",view.theme),parts2.count.textContent=presenter.counter,parts2.title.textContent=
now.title;let notes2=(now.notes||words.t("present.no_notes")).split(/\n+/);fill(parts2.notes,notes2.map(line=>el("p",{},line))),parts2.notes.setAttribute("aria-\
label",words.t("present.notes")),parts2.notes.scrollTop=0,this.#writeNext(),parts2.sourcesHead.textContent=now.sources.length?words.t("present.sources"):"",fill(
parts2.sources,now.sources.map(source=>el("li",{},source))),parts2.reset.textContent=words.t("present.reset"),parts2.dark.textContent=presenter.isBlack?words.t(
"present.is_black"):"",this.#tick()}#writeNext(){let{presenter,parts:parts2}=this,{words}=presenter.state,following=presenter.index+1,next=following<presenter.scenes.
length?presenter.wordsOf(following):null;parts2.nextHead.textContent=words.t("present.then"),parts2.nextTitle.textContent=next?next.title:words.t("present.last"),
parts2.nextText.textContent=next?next.text:""}#tick(){if(!this.#page())return;let now=new Date;this.parts.clock.textContent=`${two(now.getHours())}:${two(now.getMinutes())}`,
this.parts.elapsed.textContent=elapsed(Math.floor((now.getTime()-this.since)/1e3))}};var SMALLEST=.4,FIT_STEP=.03,NOTE_MS=5e3,IDLE_MS=2600,MANY_LETTERS=9,Stage=class{#noteTimer;#idleTimer;constructor(root,onLight){this.root=root,this.counter=el(
"span",{class:"sr-count"}),this.name=el("span",{class:"sr-of"}),this.title=el("h1"),this.text=el("p",{class:"sr-words"}),this.figures=el("dl",{class:"sr-figures"}),
this.panel=el("div",{class:"sr-panel"},[this.title,this.text,this.figures]);let over=el("p",{class:"sr-over"},[this.counter,this.name]);this.side=el("section",{
class:"sr-side"},[over,this.panel]),this.done=el("i"),this.key=el("ul",{class:"sr-key-row"}),this.small=el("p",{class:"sr-small-print"});let progress=el("div",{
class:"sr-progress","aria-hidden":"true"},this.done);this.band=el("footer",{class:"sr-band"},[progress,this.key,this.small]),this.buttons=el("div",{class:"sr-bu\
ttons",role:"toolbar"}),this.live=el("p",{class:"sr-hidden","aria-live":"polite"}),this.toast=el("p",{class:"sr-toast",role:"status"}),this.black=el("div",{class:"\
sr-black",hidden:!0,onclick:onLight}),this.help=el("dialog",{class:"sr-help"}),root.classList.add("sr-presenting"),document.body.classList.add("sr-story"),root.
prepend(this.side),root.append(this.band,this.buttons,this.live,this.toast,this.help,this.black)}size(){let{innerWidth:wide,innerHeight:high}=window,squarish=wide/
high<1.5,unit=Math.max(9,Math.min(wide*(squarish?.0118:.011),high*.0178)),scale=Math.max(1,Math.min(3,unit/13));return this.root.style.setProperty("--u",`${unit.
toFixed(2)}px`),this.root.style.setProperty("--scale",scale.toFixed(3)),scale}write(scene,counter,share){this.counter.textContent=counter,this.title.textContent=
scene.title,this.text.textContent=scene.text,this.figures.hidden=!scene.figures.length;let figures=scene.figures.map(([value,label])=>el("div",{class:value.length>
MANY_LETTERS?"sr-long":""},[el("dt",{},label),el("dd",{},value)]));fill(this.figures,figures),this.done.style.width=`${100*share}%`,this.live.textContent=`${counter}\
. ${scene.title}`}fit(){for(let box of[this.panel,this.key,this.small])for(let size=1;size>SMALLEST&&(box.style.setProperty("--fit",size.toFixed(2)),!(box.scrollHeight<=
box.clientHeight&&box.scrollWidth<=box.clientWidth));size-=FIT_STEP);}say(text){this.toast.textContent=text,clearTimeout(this.#noteTimer),this.#noteTimer=setTimeout(
()=>this.hush(),NOTE_MS)}hush(){this.toast.textContent=""}wake(){this.root.classList.add("sr-awake"),clearTimeout(this.#idleTimer),this.#idleTimer=setTimeout(()=>this.
root.classList.remove("sr-awake"),IDLE_MS)}};var SWIPE_PX=50,Presenter=class{#stage;#flight;#keyboard;#opened=!1;constructor(instance,{story,text}){this.map=instance.map,this.state=instance.state,this.geometry=
instance.geometry,this.labels=instance.labels,this.story=story,this.scenes=story.scenes,this.index=0;for(let[language,words]of Object.entries(text))Object.assign(
this.state.data.text[language],words);this.callouts=new Callouts(this.map,this.state,this.geometry,this.labels),this.labels.callouts=this.callouts,this.speaker=
new Speaker(this),this.state.obstacles.push(()=>this.#scaleBox()),this.#stage=new Stage(instance.root,()=>this.blackOut(!1)),this.#flight=new Flight(this.map),this.#keyboard=
new Keyboard(this),this.#bind(),this.#size();let asked=askedByAddress(this.scenes);this.index=asked.index,this.#show(),this.#sayUnknown(asked.unknown)}scene(){return this.
scenes[this.index]}wordsOf(index){return this.scenes[index].words[this.state.view.language]}get counter(){return this.state.words.t("present.counter",{n:this.index+
1,all:this.scenes.length})}get isBlack(){return!this.#stage.black.hidden}get flying(){return this.#flight.flying}bounds(){return boundsOf(this.state,this.scene())}#scaleBox(){
let container=this.map.getContainer(),bar=container.querySelector(".leaflet-control-scale").getBoundingClientRect(),map=container.getBoundingClientRect();return[
bar.left-map.left,bar.top-map.top,bar.right-map.left,bar.bottom-map.top]}#bind(){let{map,state}=this,stage=this.#stage,box=map.getContainer();document.addEventListener(
"keydown",event=>this.key(event,!1)),map.keyboard.disable(),box.removeAttribute("tabindex"),box.setAttribute("role","region"),box.addEventListener("click",event=>event.
stopPropagation(),!0),window.addEventListener("hashchange",()=>this.#followHash()),map.on("resize",()=>{this.#size(),stage.fit(),this.#fly(!0)});for(let name of[
"mousemove","pointerdown"])document.addEventListener(name,()=>stage.wake());this.#bindSwipes(),state.listen(changed=>{(changed.language||changed.theme)&&this.#retell()}),
document.fonts.ready.then(()=>stage.fit())}#bindSwipes(){let{side}=this.#stage,from=0,begin=event=>{from=event.touches[0].clientX};side.addEventListener("touchs\
tart",begin,{passive:!0}),side.addEventListener("touchend",event=>{let dx=event.changedTouches[0].clientX-from;Math.abs(dx)>SWIPE_PX&&this.move(dx<0?1:-1)})}#size(){
this.state.scale=this.#stage.size(),this.geometry.styleLegs()}open(){this.#opened=!0,this.geometry.stylePlaces(),this.#fly(!0),this.labels.place()}go(index){index<
0||index>=this.scenes.length||(this.blackOut(!1),this.#stage.help.close(),index!==this.index&&(this.index=index,this.#show(),this.#fly(!1)))}move(steps){this.go(
Math.max(0,Math.min(this.scenes.length-1,this.index+steps)))}#fly(now){this.#opened&&this.#flight.to(this.bounds(),now)}#show(){let scene=this.scene(),{state}=this;
this.map.stop(),state.emphasis=scene.labels,this.callouts.set(this.wordsOf(this.index).callouts),state.highlight(scene.highlights),state.change(scene.view),this.
geometry.stylePlaces(),this.labels.place(),this.#write(),this.#keepHash()}#retell(){this.callouts.set(this.wordsOf(this.index).callouts),this.#write(),this.labels.
place(),this.#keepHash()}#write(){let{words,data}=this.state,stage=this.#stage,scene=this.wordsOf(this.index),title=words.local(this.story.title);stage.write(scene,
this.counter,(this.index+1)/this.scenes.length),stage.name.textContent=title;let smallPrint=[scene.known,words.t("map.boundary_note"),words.local(data.credits)];
stage.small.textContent=smallPrint.join(" "),stage.side.setAttribute("aria-label",words.t("present.scene")),this.map.getContainer().setAttribute("aria-label",words.
t("present.map")),document.title=`${scene.title} · ${title}`,document.documentElement.lang=words.language,this.#writeKey();let ends={first:this.index===0,last:this.
index===this.scenes.length-1};drawButtons(stage.buttons,words,this.#keyboard.actions,ends),writeHelp(stage.help,words),stage.fit(),this.speaker.write()}#writeKey(){
let{geometry,state}=this,{key}=this.#stage,legs=geometry.legs.filter(({shown,leg})=>shown&&leg.corridors.length),places=geometry.places.filter(({shown,place})=>shown&&
place.kind!=="hub");key.setAttribute("aria-label",state.words.t("present.key"));let items=sceneKey(state,legs.map(({leg})=>leg),places.map(({place})=>place));fill(
key,items)}#keepHash(){let{language,theme}=this.state.view,query=new URLSearchParams({scene:this.scene().id,language,theme});history.replaceState(null,"",`#${query}`)}#followHash(){
let{index,unknown,look}=askedByAddress(this.scenes);this.state.change(readQuery(look,this.state).view),this.go(index),this.#keepHash(),this.#sayUnknown(unknown)}#sayUnknown(scene){
scene&&this.say(this.state.words.t("present.unknown_scene",{scene}))}key(event,far){this.#keyboard.press(event,far)}blackOut(on){on&&(this.#stage.help.close(),this.#stage.
live.textContent=this.state.words.t("present.is_black")),this.#stage.black.hidden=!on,this.speaker.write()}escape(){this.blackOut(!1),this.#stage.help.close(),this.
hush()}async fullScreen(){try{document.fullscreenElement?await document.exitFullscreen():await document.documentElement.requestFullscreen()}catch{this.say(this.
state.words.t("present.no_full"))}}otherLanguage(){let all=Object.keys(this.state.data.text),next=(all.indexOf(this.state.view.language)+1)%all.length;this.state.
change({language:all[next]})}otherTheme(){this.state.change({theme:this.state.view.theme==="dark"?"light":"dark"})}toggleHelp(){let{help}=this.#stage;help.open?
help.close():help.showModal()}say(text){this.#stage.say(text)}hush(){this.#stage.hush()}};var NARROW_PX=760,LEAST_ROOM_PX=80,instances={},Instance=class{#layout;#navigation;#controls;#toolbar;#time;#legend;#table;#opened=!1;constructor(map,payload,options,presenting){
this.map=map,this.options=options,this.presenting=presenting,this.presenter=null,this.state=new State(payload),this.#takeAddress(),this.#layout=layOut(map.getContainer()),
this.root=this.#layout.root,this.#navigation=new Navigation(map,payload,this.#layout),this.geometry=new Geometry(map,this.state),this.own=new OwnLayers(map,this.
state),this.#table=new TableTwin(this.#layout.drawer,this.state),this.#toolbar=this.#makeToolbar(),this.#time=new TimeBar(this.#layout.clock,this.state),this.#legend=
new Legend(this.#layout.legend,this.state,this.own),window.innerWidth<NARROW_PX&&(this.#legend.folded=!0,this.#legend.draw()),this.labels=new Labels(map,this.state,
this.geometry),this.#controls=new Controls(map,this.state,()=>{this.#navigation.open(!0),this.state.change({bounds:null},!0)}),this.#keepInStep(),this.#write(),
this.#retell(),map.invalidateSize({animate:!1}),this.#watchSizes()}#takeAddress(){let{state}=this;for(let query of[document.body.dataset.view??"",location.hash.
slice(1)])state.change(readQuery(query,state).view);state.change(this.options.view??{})}#makeToolbar(){let{geometry,root}=this,{drawer,header}=this.#layout;return new Toolbar(
header,this.state,{isTableOpen:()=>!drawer.hidden,toggleTable:()=>{drawer.hidden=!drawer.hidden,drawer.hidden||this.#table.draw(),this.#toolbar.draw(),this.map.
invalidateSize({animate:!1})},isTrialOn:()=>geometry.trial,toggleTrial:()=>{geometry.trial=!geometry.trial,root.classList.toggle("sr-trial",geometry.trial),this.#toolbar.
draw()}})}#keepInStep(){let{state,labels}=this,{legend,cardBox,container}=this.#layout;state.obstacles=[()=>boxOn(legend,container),()=>boxOn(cardBox.firstElementChild,
container)],this.own.onchange=()=>{this.#legend.draw(),labels.place()},this.#legend.onfold=()=>labels.place(),this.presenting||this.#navigation.watch(bounds=>state.
change({bounds},!0)),state.listen((changed,byUser)=>{Object.keys(changed).join()!=="bounds"&&this.#redraw(changed),this.presenting||this.#follow(changed,byUser),
byUser&&this.#announce()}),this.map.on("zoomend",()=>this.geometry.stylePlaces())}#announce(){let{state,options}=this,view=state.plainView();if(options.onChange?.(
view),options.host)return;let{view:standard,linkVersion}=state.data;history.replaceState(null,"",`#${viewToQuery(view,standard,linkVersion)}`)}#redraw(changed){
this.geometry.restyle(changed),changed.theme&&this.own.layers.length&&this.own.draw(),this.#legend.draw(),this.#toolbar.draw(),this.#time.update(changed),this.#retell(),
changed.language&&this.#write(),this.#layout.drawer.hidden||this.#table.draw(),this.labels.place()}#follow(changed,byUser){let chosen=selectedRecord(this.state),
{bounds}=this.state.view,led=changed.bounds&&!byUser;led&&bounds?this.#navigation.show(bounds):(changed.selection||led)&&chosen?this.#navigation.fly(chosen):led&&
this.#navigation.open(!0)}#write(){let{words,data}=this.state,{container,legend,foot}=this.#layout;container.setAttribute("aria-label",words.t("map.aria")),legend.
setAttribute("aria-label",words.t("map.legend")),this.#controls.write(),foot.textContent=`${words.t("map.boundary_note")} ${words.local(data.credits)}`,foot.title=
foot.textContent}#retell(){let{state,root}=this,{summary:paragraph,cardBox}=this.#layout;root.dataset.theme!==state.view.theme&&(root.dataset.theme=state.view.theme);
let page=document.documentElement.dataset;page.srTheme!==state.view.theme&&(page.srTheme=state.view.theme),paragraph.textContent=summary(state,state.words);let card=this.
options.host||this.presenting?null:selectionCard(state);fill(cardBox,card),card&&keepEvents(card)}#watchSizes(){let{header,canvas}=this.#layout;new ResizeObserver(
()=>{document.documentElement.style.setProperty("--sr-header",`${header.offsetHeight}px`)}).observe(header),new ResizeObserver(()=>{this.map.invalidateSize({animate:!1}),
this.#openOnce(),this.labels.place()}).observe(canvas),document.fonts.ready.then(()=>this.labels.place())}#openOnce(){let{x,y}=this.map.getSize();if(this.#opened||
x<LEAST_ROOM_PX||y<LEAST_ROOM_PX)return;if(this.#opened=!0,this.presenter){this.presenter.open();return}let{bounds}=this.state.view,chosen=selectedRecord(this.state);
bounds?this.#navigation.show(bounds):this.#navigation.open(!1),!bounds&&chosen&&this.#navigation.fly(chosen),this.geometry.stylePlaces()}};function attach(map,payload){
let story=window.SearoomStory,instance=new Instance(map,payload,window.SearoomOptions??{},story!==void 0);return instances[map.getContainer().id]=instance,story&&
(instance.presenter=new Presenter(instance,story)),instance}window.Searoom={attach,instances};})();
